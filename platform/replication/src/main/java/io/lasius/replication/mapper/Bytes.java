package io.lasius.replication.mapper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, to be used again and again. Not thread-safe. */
final class Bytes {
  private static final int INITIAL_BYTES = 4 << 10;

  /** What is larger serves one record and is given up. */
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] array = new byte[INITIAL_BYTES];
  private int length;

  /** Valid until more is put. */
  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
    if (array.length > MAX_KEPT_BYTES) {
      array = new byte[INITIAL_BYTES];
    }
  }

  /** Drops what was put after this length was reached. */
  void truncate(int shorter) {
    length = shorter;
  }

  void put(int single) {
    makeRoom(1);
    array[length++] = (byte) single;
  }

  void put(byte[] bytes) {
    put(bytes, 0, bytes.length);
  }

  void put(byte[] bytes, int from, int to) {
    makeRoom(to - from);
    System.arraycopy(bytes, from, array, length, to - from);
    length += to - from;
  }

  /** Two lowercase digits for each byte. */
  void putHex(byte[] bytes, int count) {
    makeRoom(Math.multiplyExact(count, 2));
    for (int i = 0; i < count; i++) {
      array[length++] = HEX[(bytes[i] >> 4) & 0xf];
      array[length++] = HEX[bytes[i] & 0xf];
    }
  }

  private void makeRoom(int more) {
    int needed = Math.addExact(length, more);
    if (needed > array.length) {
      array = Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 16, 2L * needed));
    }
  }
}
