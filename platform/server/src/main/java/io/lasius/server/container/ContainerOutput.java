package io.lasius.server.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of one attach. Reads exclude each other, so that a kill can drain it, and what the
 * engine would not keep can be taken before its reader asks for it.
 */
final class ContainerOutput implements ReadableByteChannel {
  /** What one piece that is kept costs beside its bytes. */
  static final int OVERHEAD = 128;

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
  private final LongSupplier nanoTime;

  /** Made beforehand: where memory ran out there may be none for words. */
  private final IOException unexplained;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What was taken before it was asked for. */
  private final Queue<ByteBuffer> ahead = new ArrayDeque<>();

  private boolean reading;
  private boolean ended;
  private long endedAt;
  private @Nullable IOException failure;
  private long kept;
  private long taken;
  private long seen;

  ContainerOutput(String name, Attach attach, EndCheck end) {
    this(name, attach, end, System::nanoTime);
  }

  ContainerOutput(String name, Attach attach, EndCheck end, LongSupplier nanoTime) {
    this.name = name;
    this.attach = attach;
    this.end = end;
    this.nanoTime = nanoTime;
    this.unexplained = new IOException("the output of %s broke off".formatted(name));
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
    var waste = ByteBuffer.allocate(CHUNK);
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

  /** When its end came, by the clock's nanoseconds; empty where none has yet, or it broke off. */
  OptionalLong endedAt() {
    lock.lock();
    try {
      return ended && failure == null ? OptionalLong.of(endedAt) : OptionalLong.empty();
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes have come, read or kept. */
  long taken() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what there is and keeps it for the reader: to the end, until so many bytes were taken, or
   * until so many are kept, with what keeping them costs. Waits for more where nobody else does.
   */
  void readAhead(long most, long mostKept) {
    var chunk = ByteBuffer.allocate(CHUNK);
    for (long left = most; left > 0 && beginAhead(mostKept); ) {
      var come = take(chunk.clear(), true);
      left = come < 0 ? 0 : left - come;
    }
  }

  private int readOnce(ByteBuffer into) throws IOException {
    if (!into.hasRemaining()) {
      return 0;
    }
    lock.lock();
    try {
      awaitTurn();
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
    int count = take(into, false);
    return count < 0 ? ending() : count;
  }

  /** Waits while another one reads and there is nothing that was kept. */
  private void awaitTurn() throws IOException {
    try {
      while (reading && ahead.isEmpty()) {
        changed.await();
      }
    } catch (InterruptedException _) {
      attach.close();
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
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
      kept -= OVERHEAD;
    }
    return count;
  }

  private int ending() throws IOException {
    lock.lock();
    try {
      if (failure != null) {
        throw failure;
      }
      return -1;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the caller is the one who reads now, to keep it. */
  private boolean beginAhead(long mostKept) {
    lock.lock();
    try {
      if (reading || ended || kept >= mostKept) {
        return false;
      }
      reading = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Reads as the one who does. Whatever happens, the next one may read or knows why not. */
  private int take(ByteBuffer into, boolean early) {
    int before = into.position();
    int count = -1;
    IOException broken = null;
    try {
      count = attach.read(into);
      if (early && count > 0) {
        keep(into.slice(before, count));
      }
    } catch (IOException e) {
      broken = unexplained;
      broken = brokenOff(e);
    } catch (Throwable e) {
      count = -1;
      broken = unexplained;
      broken = brokenOff(e);
      throw e;
    } finally {
      finish(count, broken);
    }
    return count;
  }

  /** No more of it than there is: a thousand short pieces do not cost a thousand chunks. */
  private void keep(ByteBuffer piece) {
    var copy = ByteBuffer.allocate(piece.remaining()).put(piece).flip();
    lock.lock();
    try {
      ahead.add(copy);
      kept += copy.remaining() + OVERHEAD;
    } finally {
      lock.unlock();
    }
  }

  private IOException brokenOff(Throwable cause) {
    return new IOException(
        "the output of %s broke off: %s".formatted(name, EngineFailures.root(cause)), cause);
  }

  private void finish(int count, @Nullable IOException broken) {
    lock.lock();
    try {
      reading = false;
      taken += Math.max(0, count);
      if (count < 0 && !ended) {
        ended = true;
        endedAt = nanoTime.getAsLong();
        failure = broken;
      }
      changed.signalAll();
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
