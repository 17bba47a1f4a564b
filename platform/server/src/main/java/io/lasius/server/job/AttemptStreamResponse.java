package io.lasius.server.job;

import io.lasius.replication.Rejection;
import io.lasius.replication.StreamCounts;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.http.Form;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream of an attempt on its way out. Emitted = filtered + rejected + sent.
 *
 * @param rejections what the platform did not send, by reason
 * @param recordsUndelivered those of the rejected ones that are not kept: the attempt fails
 * @param recordsFlagged let through although a check found something, as they are or nulled
 * @param recordsBySource by its own count, absent where it does not count; so for the destination
 * @param recordsBySourceQuery found by a count query, of the whole job and not of this attempt
 *     alone; absent where none was asked or gave no number; so for the destination
 * @param verdict absent while the attempt runs, and where its server was lost
 */
record AttemptStreamResponse(
    String name,
    @Nullable String namespace,
    long recordsEmitted,
    long bytesEmitted,
    long recordsFiltered,
    long bytesFiltered,
    long recordsRejected,
    List<RejectionResponse> rejections,
    long recordsUndelivered,
    long recordsFlagged,
    long recordsSent,
    long bytesSent,
    long recordsCommitted,
    long bytesCommitted,
    @Nullable Long recordsBySource,
    @Nullable Long recordsByDestination,
    long recordsRejectedByDestination,
    @Nullable Long recordsBySourceQuery,
    @Nullable Long recordsByDestinationQuery,
    @Nullable AttemptVerdict verdict) {

  /** On the wire. */
  record RejectionResponse(@Form(words = Rejection.class) String reason, long records, long bytes) {
    static List<RejectionResponse> of(Map<Rejection, StreamCounts> rejected) {
      return rejected.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(one ->
              new RejectionResponse(
                  one.getKey().name().toLowerCase(Locale.ROOT),
                  one.getValue().records(),
                  one.getValue().bytes()))
          .toList();
    }
  }

  static AttemptStreamResponse of(AttemptStream stored) {
    var stream = StreamKey.parse(stored.id().stream());
    return new AttemptStreamResponse(
        stream.name(),
        stream.namespace(),
        stored.emittedRecords(),
        stored.emittedBytes(),
        stored.filteredRecords(),
        stored.filteredBytes(),
        records(stored.rejected()),
        RejectionResponse.of(stored.rejected()),
        stored.undeliveredRecords(),
        stored.flaggedRecords(),
        stored.sentRecords(),
        stored.sentBytes(),
        stored.committedRecords(),
        stored.committedBytes(),
        stored.sourceSaid(),
        stored.destinationSaid(),
        stored.destinationRejected(),
        stored.sourceQueryRecords(),
        stored.destinationQueryRecords(),
        AttemptVerdict.of(stored.verdict()));
  }

  private static long records(Map<Rejection, StreamCounts> rejected) {
    return rejected.values().stream().mapToLong(StreamCounts::records).sum();
  }
}
