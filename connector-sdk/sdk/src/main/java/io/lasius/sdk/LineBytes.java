package io.lasius.sdk;

import java.io.OutputStream;
import java.util.Arrays;

/** The bytes of one line, in memory that is used again and again. */
final class LineBytes extends OutputStream {
  private static final int INITIAL_BYTES = 16 << 10;

  /** A line longer than this is rare enough that its memory is given back. */
  private static final int KEPT_BYTES = 1 << 20;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;

  void reset() {
    length = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[INITIAL_BYTES];
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  @Override
  public void write(int b) {
    ensure(1);
    bytes[length++] = (byte) b;
  }

  @Override
  public void write(byte[] from) {
    write(from, 0, from.length);
  }

  @Override
  public void write(byte[] from, int offset, int count) {
    ensure(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  private void ensure(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), doubled()));
    }
  }

  private int doubled() {
    return (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 16);
  }
}
