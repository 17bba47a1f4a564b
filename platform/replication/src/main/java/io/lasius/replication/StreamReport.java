package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What became of one stream, as far as is known at one moment.
 *
 * @param emitted what the source wrote and the destination was sent
 * @param committed what the destination returned a state for, and the platform stored
 * @param undelivered records that the destination was not sent, because they could not be read
 * @param sourceSaid records by the source's own count in its states; null where it does not count
 * @param destinationSaid the same for the destination
 * @param complete whether the source said that it read the stream to its end
 */
public record StreamReport(
    StreamDescriptor stream,
    StreamCounts emitted,
    StreamCounts committed,
    long undelivered,
    @Nullable Long sourceSaid,
    @Nullable Long destinationSaid,
    boolean complete) {
  public long uncommittedRecords() {
    return emitted.records() - committed.records();
  }
}
