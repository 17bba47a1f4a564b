package io.lasius.sdk;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.wire.RecordLine;
import java.io.IOException;

/** One stream of a write: its writer, and how far it is. */
final class StreamLane implements AutoCloseable {
  private final StreamDescriptor stream;
  private final StreamWriter writer;
  private long recordsSinceState;
  private boolean uncommitted;
  private boolean complete;
  private boolean incomplete;

  private StreamLane(StreamDescriptor stream, StreamWriter writer) {
    this.stream = stream;
    this.writer = writer;
  }

  static StreamLane open(WriteSession session, ConfiguredStream stream) throws StreamFailure {
    try {
      return new StreamLane(stream.descriptor(), session.stream(stream));
    } catch (ConnectorException | IOException | InterruptedException | RuntimeException e) {
      throw new StreamFailure(stream.descriptor(), e);
    }
  }

  void write(RecordLine record) throws IOException {
    if (complete) {
      throw new UndeliverableException(
          "line %d is a record of stream %s, which was complete before it"
              .formatted(record.number(), stream));
    }
    // Before the write: one that fails half way must not be taken for nothing.
    uncommitted = true;
    try {
      writer.write(record);
    } catch (ConnectorException | IOException | InterruptedException | RuntimeException e) {
      throw new StreamFailure(stream, e);
    }
    recordsSinceState++;
  }

  /** Makes durable what was written since the last time, if anything was. */
  void commit() throws StreamFailure {
    if (uncommitted) {
      try {
        writer.commit();
      } catch (ConnectorException | IOException | InterruptedException | RuntimeException e) {
        throw new StreamFailure(stream, e);
      }
      uncommitted = false;
    }
  }

  /** All was committed, and nothing follows. A second time does nothing. */
  void complete() throws StreamFailure {
    if (complete) {
      return;
    }
    try {
      writer.complete();
    } catch (ConnectorException | IOException | InterruptedException | RuntimeException e) {
      throw new StreamFailure(stream, e);
    }
    complete = true;
  }

  void incomplete() {
    incomplete = true;
  }

  boolean isComplete() {
    return complete;
  }

  boolean endedIncomplete() {
    return incomplete;
  }

  StreamDescriptor stream() {
    return stream;
  }

  /** Records that came since the last call. */
  long takeRecordCount() {
    long records = recordsSinceState;
    recordsSinceState = 0;
    return records;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
