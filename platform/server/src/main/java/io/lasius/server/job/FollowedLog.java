package io.lasius.server.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.attemptlog.AttemptLogs;
import io.lasius.server.attemptlog.LogPart;
import java.io.IOException;
import java.time.Duration;

/**
 * A log as server-sent events, from an offset on and then as it grows: an event {@code line} for
 * each, whose id is the offset behind it, and an event {@code end} once the attempt writes no more.
 * Not thread-safe.
 */
final class FollowedLog extends EventStream {
  /** What is read at a time. */
  private static final int MAX_BYTES = 256 << 10;

  /** So often something is sent, so that it is noticed when nobody listens any more. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AttemptLogs logs;
  private final Attempt.AttemptId attempt;
  private long offset;
  private boolean ended;

  FollowedLog(AttemptLogs logs, Attempt.AttemptId attempt, long offset) {
    this.logs = logs;
    this.attempt = attempt;
    this.offset = offset;
  }

  @Override
  String next() throws IOException, InterruptedException {
    return ended
        ? ""
        : events(logs.read(attempt.jobId(), attempt.number(), offset, MAX_BYTES, PATIENCE));
  }

  private String events(LogPart part) {
    var text = new StringBuilder();
    part.lines()
        .lines()
        .forEach(line -> {
          offset += line.getBytes(UTF_8).length + 1;
          text.append("id: %d\nevent: line\ndata: %s\n\n".formatted(offset, line));
        });
    offset = part.next();
    if (part.lines().isEmpty()) {
      ended = !part.open();
      // A comment, which no listener sees.
      text.append(ended ? END : ":\n\n");
    }
    return text.toString();
  }
}
