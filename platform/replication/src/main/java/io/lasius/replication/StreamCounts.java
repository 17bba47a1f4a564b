package io.lasius.replication;

/**
 * Records of one stream and their size.
 *
 * @param bytes length of the records' lines as the source wrote them, without the line's end
 */
public record StreamCounts(long records, long bytes) {
  public static final StreamCounts NONE = new StreamCounts(0, 0);

  public StreamCounts plus(StreamCounts other) {
    return new StreamCounts(records + other.records, bytes + other.bytes);
  }

  public StreamCounts minus(StreamCounts other) {
    return new StreamCounts(records - other.records, bytes - other.bytes);
  }
}
