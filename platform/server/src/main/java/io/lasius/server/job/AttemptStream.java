package io.lasius.server.job;

import io.lasius.replication.Rejection;
import io.lasius.replication.StreamCounts;
import io.lasius.replication.StreamReport;
import io.lasius.replication.Verdict;
import io.lasius.server.connection.StreamKey;
import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.model.DataType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one stream in one attempt. Those of committed records grow in the transaction that
 * stores the state which they belong to; the others are stored at the attempt's end.
 *
 * @param sourceQueryRecords what a count query found, of the whole job; null where none was asked
 *     or gave no number; so for the destination
 * @param verdict null before the attempt's end, and where its server was lost
 */
@MappedEntity("attempt_stream")
public record AttemptStream(
    @EmbeddedId AttemptStreamId id,
    long emittedRecords,
    long emittedBytes,
    long filteredRecords,
    long filteredBytes,
    long sentRecords,
    long sentBytes,
    long committedRecords,
    long committedBytes,
    long undeliveredRecords,
    long flaggedRecords,
    @MappedProperty(type = DataType.STRING, converter = RejectionsConverter.class)
        Map<Rejection, StreamCounts> rejected,
    @Nullable Long sourceSaid,
    @Nullable Long destinationSaid,
    long destinationRejected,
    @Nullable Long sourceQueryRecords,
    @Nullable Long destinationQueryRecords,
    @MappedProperty(type = DataType.STRING, converter = VerdictConverter.class)
        @Nullable Verdict verdict) {
  public AttemptStream {
    rejected = Map.copyOf(rejected);
  }

  static AttemptStream none(AttemptStreamId id) {
    return new AttemptStream(
        id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), null, null, 0, null, null, null);
  }

  /** As it stands while it runs, of which the store knows less. */
  static AttemptStream running(Attempt.AttemptId attempt, StreamReport report) {
    var id = new AttemptStreamId(attempt.jobId(), attempt.number(), StreamKey.of(report.stream()));
    return none(id).with(report, report.committed(), null);
  }

  /** As it ended. What is committed stays as it was stored with its states. */
  AttemptStream ended(StreamReport report) {
    return with(report, new StreamCounts(committedRecords, committedBytes), report.verdict());
  }

  private AttemptStream with(
      StreamReport report, StreamCounts committed, @Nullable Verdict proven) {
    return new AttemptStream(
        id,
        report.emitted().records(),
        report.emitted().bytes(),
        report.filtered().records(),
        report.filtered().bytes(),
        report.sent().records(),
        report.sent().bytes(),
        committed.records(),
        committed.bytes(),
        report.undelivered(),
        report.flagged(),
        report.rejected(),
        report.bySource().said(),
        report.byDestination().said(),
        report.byDestination().rejected(),
        report.bySource().found(),
        report.byDestination().found(),
        proven);
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
