package io.lasius.server.schedule;

import io.lasius.server.timing.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done about a connection that is due.
 *
 * @param runFor the time that a job is made for; null where none is made
 * @param missedFrom the first time that was missed; null where none was
 * @param missedUntil at or after the last time that was missed; null where none was
 * @param next when it is due again; null where it never is
 */
record DueDecision(
    @Nullable Instant runFor,
    @Nullable Instant missedFrom,
    @Nullable Instant missedUntil,
    @Nullable Instant next) {
  /** How late a run is still in time. Two times of a schedule are as far apart at least. */
  static final Duration IN_TIME = Duration.ofMinutes(1);

  /**
   * Decides.
   *
   * @param due the first time that has not been dealt with
   * @param busy whether a job of the connection is under way
   * @param now at or after {@code due}
   * @return none where it is to be dealt with once the connection is no longer busy
   */
  static Optional<DueDecision> of(Schedule schedule, Instant due, boolean busy, Instant now) {
    return switch (schedule.missedRuns()) {
      case ONCE -> busy ? Optional.empty() : Optional.of(once(schedule, due, now));
      case SKIP -> Optional.of(skip(schedule, due, busy, now));
    };
  }

  private static DueDecision once(Schedule schedule, Instant due, Instant now) {
    if (inTime(due, now)) {
      return new DueDecision(due, null, null, next(schedule, due, now));
    }
    // An interval counts from when it is really begun.
    return new DueDecision(due, due, now, next(schedule, now, now));
  }

  private static DueDecision skip(Schedule schedule, Instant due, boolean busy, Instant now) {
    var last =
        inTime(due, now)
            ? Optional.of(due)
            : schedule.timing().next(due, now.minus(IN_TIME)).filter(time -> !time.isAfter(now));
    var next = next(schedule, due, now);
    if (busy || last.isEmpty()) {
      return new DueDecision(null, due, now, next);
    }
    var time = last.get();
    return time.equals(due)
        ? new DueDecision(time, null, null, next)
        : new DueDecision(time, due, time.minusSeconds(1), next);
  }

  private static boolean inTime(Instant due, Instant now) {
    return now.isBefore(due.plus(IN_TIME));
  }

  private static @Nullable Instant next(Schedule schedule, Instant time, Instant now) {
    return schedule.timing().next(time, now).orElse(null);
  }
}
