package io.lasius.server.container;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A raw connection to the engine, whose two directions end apart. One thread reads, one writes; the
 * rest may be called from any thread.
 */
interface EngineConnection extends Closeable {
  /** Reads at least one byte, or -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Writes all of it. */
  void write(ByteBuffer from) throws IOException;

  /** Ends our direction: the peer reads an end, and can still be read from. */
  void endOutput() throws IOException;

  /** Makes a blocked write fail, and every later one. What the peer sent can still be read. */
  void abandonOutput();

  boolean isOpen();

  /** Ends both directions; a blocked read or write fails. */
  @Override
  void close();
}
