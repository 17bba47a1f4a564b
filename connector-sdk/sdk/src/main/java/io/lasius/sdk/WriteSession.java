package io.lasius.sdk;

import io.lasius.protocol.catalog.ConfiguredStream;
import java.io.IOException;

/** One write, and what its streams share, such as a connection. Used by one thread. */
public interface WriteSession extends AutoCloseable {
  /** A writer for the stream. Called once for each configured one, before the first record. */
  StreamWriter stream(ConfiguredStream stream)
      throws ConnectorException, IOException, InterruptedException;

  /** Called last, after the writers were closed. */
  @Override
  void close() throws IOException;
}
