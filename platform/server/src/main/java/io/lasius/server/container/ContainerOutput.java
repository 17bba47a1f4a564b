package io.lasius.server.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.locks.ReentrantLock;

/** What comes out of one attach. Reads exclude each other, so that a kill can drain it. */
final class ContainerOutput implements ReadableByteChannel {
  private static final int DRAIN_CHUNK = 64 * 1024;

  /** Called at the end of output: throws unless the container has ended too. */
  @FunctionalInterface
  interface EndCheck {
    void confirm() throws IOException;

    /** Called when a read broke off: throws what it really was, where that is known. */
    default void brokeOff() throws IOException {}
  }

  private final String name;
  private final Attach attach;
  private final EndCheck end;
  private final ReentrantLock reading = new ReentrantLock();

  ContainerOutput(String name, Attach attach, EndCheck end) {
    this.name = name;
    this.attach = attach;
    this.end = end;
  }

  /**
   * Reads what has arrived, or waits for it. An interrupt closes the connection: a destination that
   * is not yet killed takes this for its end of input.
   */
  @Override
  public int read(ByteBuffer into) throws IOException {
    int count;
    try {
      count = readOnce(into);
    } catch (IOException e) {
      end.brokeOff();
      throw e;
    }
    if (count < 0) {
      end.confirm();
    }
    return count;
  }

  /** Reads and forgets until the end. */
  void drain() {
    var waste = ByteBuffer.allocateDirect(DRAIN_CHUNK);
    try {
      while (readOnce(waste.clear()) >= 0) {
        // Only the engine needs it to be read.
      }
    } catch (IOException e) {
      // An end, too: nothing is left to be read.
      attach.close();
    }
  }

  private int readOnce(ByteBuffer into) throws IOException {
    reading.lock();
    try {
      return attach.read(into);
    } catch (IOException e) {
      throw new IOException(
          "the output of %s broke off: %s".formatted(name, EngineFailures.root(e)), e);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public boolean isOpen() {
    return attach.isOpen();
  }

  /** Does nothing: closing the connection would be an end of input; the process closes it. */
  @Override
  public void close() {}
}
