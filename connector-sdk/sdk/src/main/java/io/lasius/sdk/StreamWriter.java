package io.lasius.sdk;

import io.lasius.protocol.wire.RecordLine;
import java.io.IOException;

/** Writes the records of one stream. Used by one thread. */
public interface StreamWriter extends AutoCloseable {
  /** Takes one record, which is valid until this returns. */
  void write(RecordLine record) throws ConnectorException, IOException, InterruptedException;

  /**
   * Makes durable all that was written. When this returns, the states that came after those records
   * are returned to the platform, and the source never sends the records again.
   */
  void commit() throws ConnectorException, IOException, InterruptedException;

  /**
   * The stream has all its records, and they are committed: old data is replaced, where the mode or
   * the generations ask for it. No record follows.
   */
  void complete() throws ConnectorException, IOException, InterruptedException;

  /**
   * Gives up what it holds. Without {@link #complete()} before it, what was committed is kept and
   * nothing is finalised.
   */
  @Override
  void close() throws IOException;
}
