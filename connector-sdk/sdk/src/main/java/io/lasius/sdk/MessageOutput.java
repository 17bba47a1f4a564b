package io.lasius.sdk;

import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.MessageWriter;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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

  MessageOutput(WritableByteChannel out) {
    writer = new MessageWriter(out, InstantSource.system());
  }

  /** From now on no line waits long for others. */
  void startPacing() {
    Thread.ofVirtual().name("output-pacer").start(this::pace);
  }

  /** Writes a message, and all before it, at once. */
  void write(ProtocolMessage message) throws IOException {
    byte[] line = MessageCodec.write(message);
    lock.lock();
    try {
      gather(line, 0, line.length);
      flush();
    } finally {
      lock.unlock();
    }
  }

  /** Gathers a line, which must be one whole message; it is written with others. */
  void gather(byte[] line, int offset, int length) throws IOException {
    lock.lock();
    try {
      requireOpen();
      writer.writeLine(line, offset, length);
      unflushed = true;
    } catch (IOException e) {
      throw broken(e);
    } finally {
      lock.unlock();
    }
  }

  void flush() throws IOException {
    lock.lock();
    try {
      requireOpen();
      flushGathered();
    } catch (IOException e) {
      throw broken(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what was gathered and takes nothing more. Waits for a write that is under way, and so
   * for ever where nobody reads.
   */
  void end() throws IOException {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        end.signalAll();
        flushGathered();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The channel stays open. */
  @Override
  public void close() throws IOException {
    end();
  }

  private void requireOpen() throws OutputException {
    if (ended) {
      throw new OutputException("the connector was told to stop, or its output is gone", null);
    }
  }

  private OutputException broken(IOException e) {
    if (e instanceof OutputException known) {
      return known;
    }
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
