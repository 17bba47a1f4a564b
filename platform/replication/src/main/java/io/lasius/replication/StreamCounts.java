package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.Map;

/**
 * Records of one stream and their size.
 *
 * @param bytes length of the records' lines, without the line's end
 */
public record StreamCounts(long records, long bytes) {
  public static final StreamCounts NONE = new StreamCounts(0, 0);

  /** Records of all streams together. */
  static long total(Map<StreamDescriptor, StreamCounts> counts) {
    return counts.values().stream().mapToLong(StreamCounts::records).sum();
  }

  public StreamCounts plus(StreamCounts other) {
    return new StreamCounts(records + other.records, bytes + other.bytes);
  }

  public StreamCounts minus(StreamCounts other) {
    return new StreamCounts(records - other.records, bytes - other.bytes);
  }
}
