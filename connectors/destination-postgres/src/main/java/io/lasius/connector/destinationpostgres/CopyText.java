package io.lasius.connector.destinationpostgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Bytes in the text format of COPY: rows end in a line feed, values in a tab, none is {@code \N}.
 */
final class CopyText {
  private static final int MAX_BYTES_OF_CHARACTER = 4;

  private byte[] bytes;
  private int length;

  CopyText(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  /** The bytes, of which {@link #length()} count. */
  byte[] bytes() {
    return bytes;
  }

  /** Forgets all that lies behind. */
  void truncate(int newLength) {
    length = newLength;
  }

  /** Forgets all, and does not keep more room than this. */
  void clear(int maxCapacity) {
    length = 0;
    if (bytes.length > maxCapacity) {
      bytes = new byte[maxCapacity];
    }
  }

  /** A byte as it is. */
  void raw(int each) {
    reserve(1);
    bytes[length++] = (byte) each;
  }

  /** ASCII as it is. */
  void raw(String text) {
    byte[] ascii = text.getBytes(US_ASCII);
    raw(ascii, 0, ascii.length);
  }

  /** Bytes that have been escaped already. */
  void raw(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** UTF-8 that is to be read back as it is. */
  void escaped(byte[] source, int offset, int count) {
    reserve(2 * count);
    for (int i = offset; i < offset + count; i++) {
      escapedByte(source[i]);
    }
  }

  /**
   * A text that is to be read back as it is.
   *
   * @return false where no text of the database can hold it: it has a NUL, or half a character;
   *     what was written of it is to be truncated
   */
  boolean escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      reserve(MAX_BYTES_OF_CHARACTER);
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      } else if (c < 0x80) {
        escapedByte((byte) c);
      } else if (!Character.isSurrogate(c)) {
        multiByte(c);
      } else if (isPair(text, i)) {
        multiByte(text.codePointAt(i++));
      } else {
        return false;
      }
    }
    return true;
  }

  /** Whether a text of the database can hold it. */
  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }

  private void escapedByte(byte each) {
    switch (each) {
      case '\\' -> pair('\\');
      case '\n' -> pair('n');
      case '\r' -> pair('r');
      case '\t' -> pair('t');
      default -> bytes[length++] = each;
    }
  }

  private void pair(char second) {
    bytes[length++] = '\\';
    bytes[length++] = (byte) second;
  }

  private void multiByte(int codePoint) {
    if (codePoint < 0x800) {
      bytes[length++] = (byte) (0xc0 | (codePoint >> 6));
    } else {
      if (codePoint < 0x10000) {
        bytes[length++] = (byte) (0xe0 | (codePoint >> 12));
      } else {
        bytes[length++] = (byte) (0xf0 | (codePoint >> 18));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
      }
      bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    }
    bytes[length++] = (byte) (0x80 | (codePoint & 0x3f));
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
    }
  }
}
