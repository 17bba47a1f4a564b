package io.lasius.server.job;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.StreamSyncMode;
import io.lasius.server.store.DescriptorsConverter;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to sync, to refresh or to clear.
 *
 * @param id null before it is stored
 * @param streams those to refresh or to clear; empty for a sync
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
    JobType type,
    @MappedProperty(type = DataType.STRING, converter = DescriptorsConverter.class)
        List<StreamDescriptor> streams,
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
  public Job {
    streams = List.copyOf(streams);
  }

  /** A new one, due at once. */
  static Job of(UUID connectionId, JobWork work, Instant now) {
    return new Job(
        null,
        connectionId,
        work.type(),
        work.streams(),
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

  /**
   * The connection's streams that it is about, each as it writes them; one that is paused can be
   * cleared.
   */
  public List<ConnectionStream> streamsOf(Connection connection) {
    return type == JobType.CLEAR
        ? connection.streams().stream()
            .filter(stream -> streams.contains(stream.descriptor()))
            .map(stream -> stream.in(StreamSyncMode.FULL_REFRESH_OVERWRITE))
            .toList()
        : connection.synced();
  }

  /** The failures of its attempts so far. */
  FailureHistory failures() {
    return new FailureHistory(
        completeFailures, successiveCompleteFailures, partialFailures, successivePartialFailures);
  }
}
