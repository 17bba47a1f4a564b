package io.lasius.sdk;

import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.wire.MessageWriter;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one way to standard output. Takes whole lines only, so that whenever it is ended, it is ended
 * between two of them. Thread-safe.
 */
final class MessageOutput implements AutoCloseable {
  /** What a slow source has read waits no longer than twice this. */
  private static final Duration PACE = Duration.ofMillis(200);

  private final MessageWriter writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition end = lock.newCondition();
  private boolean ended;
  private boolean unflushed;
  private boolean flushedSinceTick;
  private @Nullable Thread pacer;

  MessageOutput(WritableByteChannel out) {
    writer = new MessageWriter(out, InstantSource.system());
  }

  /** From now on no line waits long for others. */
  void startPacing() {
    pacer = Thread.ofVirtual().name("output-pacer").start(this::pace);
  }

  /** Writes a message, and all before it, at once. */
  void write(ProtocolMessage message) throws IOException {
    guarded(() -> {
      writer.write(message);
      flushGathered();
    });
  }

  /** Gathers a line, which must be one whole message; it is written with others. */
  void gather(byte[] line, int offset, int length) throws IOException {
    lock.lock();
    try {
      requireOpen();
      writer.writeLine(line, offset, length);
      unflushed = true;
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw broken(e);
    } finally {
      lock.unlock();
    }
  }

  void flush() throws IOException {
    guarded(this::flushGathered);
  }

  /**
   * Writes what was gathered and takes nothing more.
   *
   * @param limit longest wait for a write that is under way
   * @return false where that write did not end: its reader has stopped reading
   */
  boolean end(Duration limit) throws InterruptedException {
    if (!lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    try {
      if (!ended) {
        flushGathered();
      }
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      ended = true;
      end.signalAll();
      lock.unlock();
    }
  }

  /** Writes what was gathered; the channel stays open. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        end.signalAll();
        writer.flush();
      }
    } finally {
      lock.unlock();
    }
    if (pacer != null) {
      pacer.interrupt();
    }
  }

  /** What is done to the writer by one thread at a time. */
  private interface Writing {
    void run() throws IOException;
  }

  private void guarded(Writing writing) throws IOException {
    lock.lock();
    try {
      requireOpen();
      writing.run();
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw broken(e);
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() throws OutputException {
    if (ended) {
      throw new OutputException("the connector was told to stop, or its output is gone", null);
    }
  }

  private OutputException broken(IOException e) {
    ended = true;
    end.signalAll();
    return new OutputException("standard output cannot be written to: " + e.getMessage(), e);
  }

  private void flushGathered() throws IOException {
    writer.flush();
    unflushed = false;
    flushedSinceTick = true;
  }

  private void pace() {
    lock.lock();
    try {
      while (!ended) {
        flushedSinceTick = false;
        boolean signalled = end.await(PACE.toNanos(), TimeUnit.NANOSECONDS);
        if (!signalled && !ended && unflushed && !flushedSinceTick) {
          flushGathered();
        }
      }
    } catch (IOException e) {
      // The next line that is written fails of the same, where it can be told.
      ended = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
