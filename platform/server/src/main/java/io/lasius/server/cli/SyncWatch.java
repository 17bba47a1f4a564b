package io.lasius.server.cli;

import io.lasius.server.amount.Amounts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Triggers a sync, and watches it to its end. */
final class SyncWatch {
  private static final Pause PAUSE = new Pause(Duration.ofMillis(200));

  /** A job may end just when it is found to be in the way. */
  private static final int TRIES = 3;

  private final PlatformClient platform;
  private final Console console;

  /**
   * A job that is to be watched.
   *
   * @param wasUnderWay whether somebody had asked for it before
   */
  record Started(long job, boolean wasUnderWay) {}

  /**
   * A job that has ended.
   *
   * @param attempts what was tried, in order
   */
  record Ended(long job, String status, List<AttemptView> attempts) {
    Ended {
      attempts = List.copyOf(attempts);
    }

    /** Whether all that was read is committed, by the last attempt's own counts. */
    boolean complete() {
      return status.equals("succeeded")
          && !attempts.isEmpty()
          && attempts.getLast().status().equals("succeeded")
          && attempts.getLast().countsAgree();
    }
  }

  SyncWatch(PlatformClient platform, Console console) {
    this.platform = platform;
    this.console = console;
  }

  /**
   * Asks for a sync of the connection. One that is under way is as good.
   *
   * @throws CliException also if it is another job that is under way
   */
  Started start(String connection) throws InterruptedException {
    var body = Map.of("connectionId", connection, "jobType", JobView.SYNC);
    for (int tries = 0; tries < TRIES; tries++) {
      var made = platform.createUnlessThere("a job", "/jobs", body);
      if (made.isPresent()) {
        return new Started(made.get().path("jobId").asLong(), false);
      }
      var newest = new NewestJobs(platform).of(connection);
      if (newest.isPresent() && !newest.get().ended()) {
        return new Started(requireSync(newest.get()).jobId(), true);
      }
    }
    throw CliException.failed("the platform refuses a job for another one, but has none");
  }

  private static JobView requireSync(JobView job) {
    if (!job.jobType().equals(JobView.SYNC)) {
      throw CliException.failed(
          "no sync can begin while job %d, a %s, is under way: %s --follow shows when it has ended, and %s ends it"
              .formatted(job.jobId(), job.jobType(), job.logs(), job.cancel()));
    }
    return job;
  }

  /** Shows how far it is until it has ended. */
  Ended watch(long job) throws InterruptedException {
    var began = System.nanoTime();
    try (var progress = new ProgressLine(console, InstantSource.system())) {
      while (true) {
        var view = PlatformClient.bind(platform.get("the job", "/jobs/" + job), JobView.class);
        var attempts = AttemptView.of(platform, job);
        if (view.ended()) {
          return new Ended(job, view.status(), attempts);
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        progress.show(() -> text(view, attempts, took));
        PAUSE.await();
      }
    }
  }

  private static String text(JobView job, List<AttemptView> attempts, Duration took) {
    if (attempts.isEmpty()) {
      return "      %s, waits for %s; %s"
          .formatted(job.status(), job.waitsForText(), Amounts.time(took));
    }
    var attempt = attempts.getLast();
    var number = attempt.attempt() == 0 ? "" : "attempt %d, ".formatted(attempt.attempt() + 1);
    if (!attempt.running()) {
      return "      %s%s, waits for %s; %s"
          .formatted(number, attempt.status(), job.waitsForText(), attempt.failureText());
    }
    var parts =
        Stream.of(
            number + Amounts.count(attempt.recordsEmitted(), "record"),
            Amounts.bytes(attempt.bytesEmitted()),
            Amounts.rate(attempt.recordsEmitted(), took),
            Amounts.count(attempt.recordsCommitted()) + " committed",
            attempt.containerStates());
    return "      " + parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }
}
