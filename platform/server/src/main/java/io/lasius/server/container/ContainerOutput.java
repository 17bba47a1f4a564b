package io.lasius.server.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of one attach. Reads exclude each other, so that a kill can drain it, and what the
 * engine would not keep can be taken before its reader asks for it.
 */
final class ContainerOutput implements ReadableByteChannel {
  private static final int CHUNK = 64 * 1024;

  /** Who reads so much between two looks keeps the engine from waiting. */
  private static final long MUCH = 1 << 20;

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
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What was taken before it was asked for. */
  private final Queue<ByteBuffer> ahead = new ArrayDeque<>();

  private boolean reading;
  private boolean ended;
  private @Nullable IOException failure;
  private int kept;
  private long taken;
  private long seen;

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
    var waste = ByteBuffer.allocateDirect(CHUNK);
    try {
      while (readOnce(waste.clear()) >= 0) {
        // Only the engine needs it to be read.
      }
    } catch (IOException e) {
      // An end, too: nothing is left to be read.
      attach.close();
    }
  }

  /** Whether nobody waits for more, and hardly anything was read since this was asked before. */
  boolean isStalled() {
    lock.lock();
    try {
      var some = taken - seen;
      seen = taken;
      return !reading && !ended && some < MUCH;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what there is and keeps it for the reader: to the end, or until so many bytes are kept.
   *
   * @return whether the end was reached
   */
  boolean readAhead(int most) {
    while (begin(most)) {
      var chunk = ByteBuffer.allocate(CHUNK);
      int count = take(chunk);
      var _ = end(count, chunk.flip());
    }
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** From now on the end of output is no end, but this. */
  void doubt(IOException why) {
    lock.lock();
    try {
      failure = why;
    } finally {
      lock.unlock();
    }
  }

  private int readOnce(ByteBuffer into) throws IOException {
    lock.lock();
    try {
      while (reading && ahead.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      if (!ahead.isEmpty()) {
        return serve(into);
      }
      if (ended) {
        return ending();
      }
      reading = true;
    } finally {
      lock.unlock();
    }
    int count = end(take(into), null);
    if (count >= 0) {
      return count;
    }
    lock.lock();
    try {
      return ending();
    } finally {
      lock.unlock();
    }
  }

  private int serve(ByteBuffer into) {
    var first = ahead.element();
    int count = Math.min(first.remaining(), into.remaining());
    into.put(first.slice(first.position(), count));
    first.position(first.position() + count);
    kept -= count;
    if (!first.hasRemaining()) {
      ahead.remove();
    }
    return count;
  }

  private int ending() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return -1;
  }

  /** Whether the caller is the one who reads now, to keep it. */
  private boolean begin(int most) {
    lock.lock();
    try {
      if (reading || ended || kept >= most) {
        return false;
      }
      reading = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private int take(ByteBuffer into) {
    try {
      return attach.read(into);
    } catch (IOException e) {
      doubt(
          new IOException(
              "the output of %s broke off: %s".formatted(name, EngineFailures.root(e)), e));
      return -1;
    }
  }

  private int end(int count, @Nullable ByteBuffer early) {
    lock.lock();
    try {
      reading = false;
      ended = ended || count < 0;
      taken += Math.max(0, count);
      if (early != null && early.hasRemaining()) {
        ahead.add(early);
        kept += early.remaining();
      }
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
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
