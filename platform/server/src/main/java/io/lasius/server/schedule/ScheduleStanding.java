package io.lasius.server.schedule;

import io.lasius.server.timing.MissedRuns;
import io.lasius.server.timing.Schedule;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the schedule of a connection stands.
 *
 * @param skipMissed whether times that were missed are not made up for
 * @param plannedAt when it was reckoned what is due next
 * @param nextDueAt null where nothing is due
 * @param lastDueAt the time that the last job was made for
 * @param lastQueuedAt when that job was made
 * @param missedFrom the first of the times that were missed last, since the schedule was set
 * @param missedUntil at or after the last of them
 */
@MappedEntity("connection_schedule")
record ScheduleStanding(
    @Id UUID connectionId,
    boolean skipMissed,
    Instant plannedAt,
    @Nullable Instant nextDueAt,
    @Nullable Instant lastDueAt,
    @Nullable Instant lastQueuedAt,
    @Nullable Long lastJobId,
    @Nullable Instant missedFrom,
    @Nullable Instant missedUntil) {

  static ScheduleStanding none(UUID connectionId, Instant now) {
    return new ScheduleStanding(connectionId, false, now, null, null, null, null, null, null);
  }

  /** Begins a schedule anew. */
  ScheduleStanding planned(Schedule schedule, Instant now) {
    return new ScheduleStanding(
        connectionId,
        schedule.missedRuns() == MissedRuns.SKIP,
        now,
        schedule.timing().first(lastQueuedAt, now).orElse(null),
        lastDueAt,
        lastQueuedAt,
        lastJobId,
        null,
        null);
  }

  /** Nothing is due. */
  ScheduleStanding stopped(Instant now) {
    return new ScheduleStanding(
        connectionId,
        skipMissed,
        now,
        null,
        lastDueAt,
        lastQueuedAt,
        lastJobId,
        missedFrom,
        missedUntil);
  }

  /** What is due next, and what was missed, by a decision. */
  ScheduleStanding decided(DueDecision decision, Instant now) {
    boolean missed = decision.missedFrom() != null;
    return new ScheduleStanding(
        connectionId,
        skipMissed,
        now,
        decision.next(),
        lastDueAt,
        lastQueuedAt,
        lastJobId,
        missed ? decision.missedFrom() : missedFrom,
        missed ? decision.missedUntil() : missedUntil);
  }

  /** With the job that was made for a time. */
  ScheduleStanding queued(Instant dueAt, long jobId) {
    return new ScheduleStanding(
        connectionId,
        skipMissed,
        plannedAt,
        nextDueAt,
        dueAt,
        plannedAt,
        jobId,
        missedFrom,
        missedUntil);
  }

  /**
   * Whether the clock has gone back so far since it was planned that the wait has at least doubled.
   * Where it went back by less, a time that has been does not come again.
   */
  boolean plannedTooFarAhead(Instant now) {
    return nextDueAt != null
        && Duration.between(now, nextDueAt)
                .compareTo(Duration.between(plannedAt, nextDueAt).multipliedBy(2))
            >= 0;
  }

  /** The same, as if the last job had been made just now, which is later than it was. */
  ScheduleStanding queuedBy(Instant now) {
    return new ScheduleStanding(
        connectionId,
        skipMissed,
        now,
        nextDueAt,
        lastDueAt,
        lastQueuedAt == null ? null : now,
        lastJobId,
        missedFrom,
        missedUntil);
  }
}
