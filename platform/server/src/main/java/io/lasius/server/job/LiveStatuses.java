package io.lasius.server.job;

import io.lasius.server.http.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Where attempts stand that run on this server. Thread-safe. */
@Singleton
final class LiveStatuses {
  private final AttemptStore attempts;
  private final RunningAttempts running;
  private final InstantSource clock;

  LiveStatuses(AttemptStore attempts, RunningAttempts running, InstantSource clock) {
    this.attempts = attempts;
    this.running = running;
    this.clock = clock;
  }

  /** Of one that runs here without the database, which may be what it waits for. */
  LiveStatusResponse of(Attempt.AttemptId id) {
    return running
        .find(id)
        .map(found -> LiveStatusResponse.of(AttemptStatus.RUNNING, found.live(), clock.instant()))
        .orElseGet(() -> LiveStatusResponse.of(stored(id)));
  }

  private AttemptStatus stored(Attempt.AttemptId id) {
    return attempts
        .findById(id)
        .orElseThrow(
            () -> Problem.notFound("attempt", id.jobId() + "/" + id.number()).asException())
        .status();
  }

  /**
   * Waits for the end of an attempt that runs here.
   *
   * @return whether it runs here no more
   */
  boolean awaitEnd(Attempt.AttemptId id, Duration limit) throws InterruptedException {
    var found = running.find(id);
    return found.isEmpty() || found.get().awaitEnd(limit);
  }
}
