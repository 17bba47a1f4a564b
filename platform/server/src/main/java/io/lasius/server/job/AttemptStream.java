package io.lasius.server.job;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one stream in one attempt. Those of committed records grow in the transaction that
 * stores the state which they belong to; the others are stored at the attempt's end.
 */
@MappedEntity("attempt_stream")
public record AttemptStream(
    @EmbeddedId AttemptStreamId id,
    long emittedRecords,
    long emittedBytes,
    long committedRecords,
    long committedBytes,
    long undeliveredRecords,
    @Nullable Long sourceSaid,
    @Nullable Long destinationSaid) {
  static AttemptStream none(AttemptStreamId id) {
    return new AttemptStream(id, 0, 0, 0, 0, 0, null, null);
  }

  /**
   * Which one.
   *
   * @param stream the stream's descriptor as JSON
   */
  @Embeddable
  public record AttemptStreamId(
      @MappedProperty("job_id") long jobId,
      @MappedProperty("number") int number,
      @MappedProperty("stream") String stream) {}
}
