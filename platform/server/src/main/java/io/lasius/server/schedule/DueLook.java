package io.lasius.server.schedule;

import io.lasius.server.job.JobSignal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for connections that are due, or owed a sync after another one's. For one thread. */
@Singleton
final class DueLook {
  private static final Logger log = LoggerFactory.getLogger(DueLook.class);

  private final ScheduleStore store;
  private final Schedules schedules;
  private final JobSignal signal;
  private final InstantSource clock;
  private Instant last = Instant.MAX;

  @Inject
  DueLook(ScheduleStore store, Schedules schedules, JobSignal signal) {
    this(store, schedules, signal, store::now);
  }

  DueLook(ScheduleStore store, Schedules schedules, JobSignal signal, InstantSource clock) {
    this.store = store;
    this.schedules = schedules;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * Has the jobs made that are due. One that cannot be made keeps none of the others.
   *
   * @param stopping whether to leave the rest
   * @return how long nothing more is due
   */
  Duration take(BooleanSupplier stopping) {
    var now = clock.instant();
    if (now.isBefore(last)) {
      store.plannedAfter(now).forEach(planned -> schedules.clockWentBack(planned, now));
    }
    last = now;
    for (var due : store.due(now)) {
      if (stopping.getAsBoolean()) {
        return Duration.ZERO;
      }
      fire(due, now);
    }
    for (var connectionId : schedules.owed()) {
      if (stopping.getAsBoolean()) {
        return Duration.ZERO;
      }
      makeOwed(connectionId);
    }
    return store
        .nextDue(now)
        .map(next -> Duration.between(clock.instant(), next))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .orElse(Duration.ofSeconds(Long.MAX_VALUE));
  }

  private void makeOwed(UUID connectionId) {
    try {
      schedules
          .makeOwed(connectionId)
          .ifPresent(job -> {
            log.info(
                "Job made after another connection's: connection={} job={}",
                connectionId,
                job.number());
            signal.jobsChanged();
          });
    } catch (RuntimeException e) {
      log.error("Job not made after another connection's: connection={}", connectionId, e);
    }
  }

  private void fire(ScheduleStanding due, Instant now) {
    try {
      schedules
          .fire(due, now)
          .ifPresent(job -> {
            log.info(
                "Job made by schedule: connection={} job={} due={}",
                due.connectionId(),
                job.number(),
                due.nextDueAt());
            signal.jobsChanged();
          });
    } catch (RuntimeException e) {
      log.error("Job not made by schedule: connection={}", due.connectionId(), e);
    }
  }
}
