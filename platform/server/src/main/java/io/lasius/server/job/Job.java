package io.lasius.server.job;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to sync.
 *
 * @param id null before it is stored
 * @param liveConnectionId the connection while the job has not ended, else null
 * @param dueAt when its next attempt may begin
 * @param leaseOwner the server that runs it
 * @param leaseEpoch grows with each server that takes it: what an earlier one stores is refused
 * @param leaseUntil when its server is taken for dead
 */
@MappedEntity("job")
public record Job(
    @Id @GeneratedValue @Nullable Long id,
    UUID connectionId,
    @Nullable UUID liveConnectionId,
    JobStatus status,
    boolean cancelRequested,
    Instant createdAt,
    Instant updatedAt,
    Instant dueAt,
    @Nullable UUID leaseOwner,
    long leaseEpoch,
    @Nullable Instant leaseUntil,
    int completeFailures,
    int successiveCompleteFailures,
    int partialFailures,
    int successivePartialFailures) {
  /** A new one, due at once. */
  static Job of(UUID connectionId, Instant now) {
    return new Job(
        null,
        connectionId,
        connectionId,
        JobStatus.PENDING,
        false,
        now,
        now,
        now,
        null,
        0,
        null,
        0,
        0,
        0,
        0);
  }

  /** The number of a job that is stored. */
  public long number() {
    if (id == null) {
      throw new IllegalStateException("the job is not stored");
    }
    return id;
  }

  /** The failures of its attempts so far. */
  FailureHistory failures() {
    return new FailureHistory(
        completeFailures, successiveCompleteFailures, partialFailures, successivePartialFailures);
  }
}
