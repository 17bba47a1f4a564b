package io.lasius.connector.destinationdiscard;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.wire.RecordLine;
import io.lasius.sdk.StreamWriter;

/** Counts the records of one stream; the SDK returns the count with each state. */
final class CountingWriter implements StreamWriter {
  private final StreamDescriptor stream;
  private long records;
  private long bytes;

  CountingWriter(StreamDescriptor stream) {
    this.stream = stream;
  }

  @Override
  public void write(RecordLine record) {
    records++;
    bytes += record.length();
  }

  @Override
  public void commit() {
    // A record that is not kept cannot be lost.
  }

  @Override
  public void complete() {}

  /** What is printed becomes a log message. */
  @Override
  public void close() {
    System.out.printf("stream %s: %d records, %d bytes discarded%n", stream, records, bytes);
  }
}
