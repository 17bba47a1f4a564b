package io.lasius.replication;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * A running connector. One thread reads {@link #output()}, one reads {@link #errors()}, one writes
 * {@link #input()}; {@link #kill()}, {@link #awaitExit(Duration)} and {@link #close()} may be
 * called from any thread.
 */
public interface ConnectorProcess extends AutoCloseable {
  /**
   * The connector's stdout. Its end is not the end of the connector: only {@link
   * #awaitExit(Duration)} tells how it ended. A fault of the transport is an exception, never an
   * end.
   */
  ReadableByteChannel output();

  /** The connector's stderr, always to be drained. */
  InputStream errors();

  /**
   * The connector's stdin. Closing it is the end of input. A write fails once the connector has
   * ended, also where it never read what was sent.
   */
  WritableByteChannel input();

  /**
   * Waits until the connector's main process has ended.
   *
   * @param limit longest wait; zero looks once and returns at once
   * @throws ConnectorTimeoutException if it still runs after {@code limit}; it is left running, and
   *     {@link #kill()} ends it
   * @throws IOException if the engine cannot tell
   */
  ConnectorExit awaitExit(Duration limit)
      throws ConnectorTimeoutException, IOException, InterruptedException;

  /** What it has used so far; empty where nobody can tell. Any thread may ask. */
  default Optional<ConnectorUsage> usage() {
    return Optional.empty();
  }

  /**
   * Ends the connector at once, without an end of input: a destination must not take this for the
   * order to finish. Its output and errors then end or fail. Does nothing once it has ended.
   */
  void kill();

  /** Kills it if it still runs, and removes all that it left. May be called again. */
  @Override
  void close();
}
