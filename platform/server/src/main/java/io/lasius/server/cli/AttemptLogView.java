package io.lasius.server.cli;

import java.util.List;
import java.util.function.Consumer;

/** Hands over the logs of a job's attempts, as lines of JSON. */
final class AttemptLogView {
  private final PlatformClient platform;
  private final long job;
  private final Consumer<List<String>> taker;

  AttemptLogView(PlatformClient platform, long job, Consumer<List<String>> taker) {
    this.platform = platform;
    this.job = job;
    this.taker = taker;
  }

  /**
   * All that is there now.
   *
   * @return whether there is anything
   */
  boolean print(int attempt) throws InterruptedException {
    long offset = 0;
    while (true) {
      var part = platform.text("the log", path(attempt), offset);
      if (part.next() <= offset) {
        return offset > 0;
      }
      taker.accept(part.text().lines().toList());
      offset = part.next();
    }
  }

  /**
   * All that is there behind an offset and will be, until nobody writes it any more.
   *
   * @return the offset behind what was there
   * @throws CliException also if it breaks off before
   */
  long follow(int attempt, long offset) throws InterruptedException {
    var events = new LogEvents(offset, line -> taker.accept(List.of(line)));
    platform.follow(
        "the log", "%s/stream?offset=%d".formatted(path(attempt), offset), events::take);
    if (!events.ended) {
      throw CliException.failed(
          "the log of job %d broke off: was the platform stopped? ./lasius logs %d --follow goes on with it"
              .formatted(job, job));
    }
    return events.offset;
  }

  private String path(int attempt) {
    return "/jobs/%d/attempts/%d/logs".formatted(job, attempt);
  }

  /** Server-sent events, line by line: what each brings, and where the log stands behind it. */
  private static final class LogEvents {
    private static final String ID = "id: ";
    private static final String DATA = "data: ";
    private static final String END = "event: end";

    private final Consumer<String> taker;
    private long offset;
    private boolean ended;

    LogEvents(long offset, Consumer<String> taker) {
      this.offset = offset;
      this.taker = taker;
    }

    void take(String line) {
      if (line.equals(END)) {
        ended = true;
      } else if (line.startsWith(ID)) {
        offset = Long.parseLong(line.substring(ID.length()));
      } else if (line.startsWith(DATA) && !ended) {
        taker.accept(line.substring(DATA.length()));
      }
    }
  }
}
