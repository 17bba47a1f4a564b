package io.lasius.protocol.wire;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/** Splits input into lines, in one buffer that is used again and again. */
final class LineBuffer implements AutoCloseable {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int INITIAL_BYTES = 256 << 10;
  private static final int MAX_READ_BYTES = 256 << 10;

  /** So many reads without a long line, and the memory of the last one is given back. */
  private static final int READS_BEFORE_SHRINKING = 64;

  private final ReadableByteChannel in;
  private final ReaderLimits limits;
  private byte[] buffer = new byte[INITIAL_BYTES];
  private int lineStart;
  private int lineEnd;
  private int next;
  private int filled;
  private int searched;
  private int newline = -1;
  private boolean ended;
  private boolean unended;
  private long number;
  private long bytesRead;
  private int readsWithoutLongLine;

  LineBuffer(ReadableByteChannel in, ReaderLimits limits) {
    this.in = in;
    this.limits = limits;
  }

  byte[] bytes() {
    return buffer;
  }

  int start() {
    return lineStart;
  }

  int end() {
    return lineEnd;
  }

  long number() {
    return number;
  }

  long bytesRead() {
    return bytesRead;
  }

  /** Whether the input ended before the line did. */
  boolean isUnended() {
    return unended;
  }

  /** Goes to the next line; false at the end of the input. */
  boolean advance() throws IOException {
    while (!hasWholeLine()) {
      if (ended || !fill()) {
        ended = true;
        return lastLine();
      }
    }
    take(newline, newline + 1);
    return true;
  }

  /** Whether the buffer holds a whole line. */
  boolean hasWholeLine() {
    if (newline >= 0) {
      return true;
    }
    int at = searched;
    while (at + 8 <= filled) {
      long word = (long) LONGS.get(buffer, at) ^ NEWLINES;
      long found = (word - LOW_BITS) & ~word & HIGH_BITS;
      if (found != 0) {
        newline = at + (Long.numberOfTrailingZeros(found) >>> 3);
        return true;
      }
      at += 8;
    }
    while (at < filled && buffer[at] != '\n') {
      at++;
    }
    searched = at;
    newline = at < filled ? at : -1;
    return newline >= 0;
  }

  private boolean lastLine() throws IOException {
    if (next == filled) {
      return false;
    }
    take(filled, filled);
    unended = true;
    return true;
  }

  private void take(int end, int following) throws IOException {
    number++;
    lineStart = next;
    lineEnd = end > lineStart && buffer[end - 1] == '\r' ? end - 1 : end;
    next = following;
    searched = following;
    newline = -1;
    if (lineEnd - lineStart > limits.maxLineBytes()) {
      throw new LineTooLongException(number, limits.maxLineBytes());
    }
  }

  private boolean fill() throws IOException {
    // One byte more than the limit, and the line's end of two.
    if (filled - next > limits.maxLineBytes() + 2L) {
      throw new LineTooLongException(number + 1, limits.maxLineBytes());
    }
    makeRoom();
    ByteBuffer room =
        ByteBuffer.wrap(buffer, filled, Math.min(buffer.length - filled, MAX_READ_BYTES));
    int n = in.read(room);
    if (n < 0) {
      return false;
    }
    filled += n;
    bytesRead += n;
    return true;
  }

  private void makeRoom() throws IOException {
    int pending = filled - next;
    if (pending == 0 && filled > 0) {
      move(buffer, 0);
    }
    readsWithoutLongLine = pending < INITIAL_BYTES / 2 ? readsWithoutLongLine + 1 : 0;
    if (buffer.length > INITIAL_BYTES && readsWithoutLongLine > READS_BEFORE_SHRINKING) {
      int surplus = buffer.length - INITIAL_BYTES;
      move(new byte[INITIAL_BYTES], pending);
      limits.budget().release(surplus);
    } else if (filled == buffer.length && next > buffer.length / 2) {
      move(buffer, pending);
    } else if (filled == buffer.length) {
      grow(pending);
    }
  }

  private void grow(int pending) throws IOException {
    long wanted = Math.min(buffer.length * 2L, Math.max(limits.maxLineBytes(), 0) + 4L);
    int size = (int) Math.max(wanted, INITIAL_BYTES);
    if (size <= buffer.length) {
      move(buffer, pending);
      return;
    }
    limits.budget().reserve(size - buffer.length);
    move(new byte[size], pending);
  }

  private void move(byte[] target, int pending) {
    System.arraycopy(buffer, next, target, 0, pending);
    buffer = target;
    searched -= next;
    next = 0;
    filled = pending;
  }

  @Override
  public void close() {
    if (buffer.length > INITIAL_BYTES) {
      limits.budget().release(buffer.length - INITIAL_BYTES);
    }
    buffer = new byte[0];
    next = 0;
    filled = 0;
    searched = 0;
    ended = true;
  }
}
