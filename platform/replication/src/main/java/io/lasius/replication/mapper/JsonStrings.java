package io.lasius.replication.mapper;

import java.nio.charset.StandardCharsets;

/**
 * What strings say, in UTF-8, and how they are written. Half of a surrogate pair, which has no
 * bytes in UTF-8, gets three as if it were a character, so that two strings never become one.
 */
final class JsonStrings {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private JsonStrings() {}

  /** Puts what stands between the quotes of a string, without its escapes. */
  static void unescape(byte[] bytes, int from, int to, Bytes out) {
    int at = from;
    while (at < to) {
      int escape = Tokens.firstEscape(bytes, at, to);
      out.put(bytes, at, escape);
      at = escape < to ? unescapeOne(bytes, escape, to, out) : to;
    }
  }

  private static int unescapeOne(byte[] bytes, int at, int to, Bytes out) {
    byte b = bytes[at + 1];
    switch (b) {
      case 'b' -> out.put('\b');
      case 'f' -> out.put('\f');
      case 'n' -> out.put('\n');
      case 'r' -> out.put('\r');
      case 't' -> out.put('\t');
      case 'u' -> {
        int unit = unit(bytes, at);
        int end = at + 6;
        boolean pair =
            Character.isHighSurrogate((char) unit)
                && end + 6 <= to
                && bytes[end] == '\\'
                && bytes[end + 1] == 'u'
                && Character.isLowSurrogate((char) unit(bytes, end));
        putCodePoint(
            pair ? Character.toCodePoint((char) unit, (char) unit(bytes, end)) : unit, out);
        return pair ? end + 6 : end;
      }
      default -> out.put(b);
    }
    return at + 2;
  }

  /** The four digits of an escape. */
  private static int unit(byte[] bytes, int escape) {
    int unit = 0;
    for (int i = 2; i < 6; i++) {
      unit = (unit << 4) | Character.digit(bytes[escape + i], 16);
    }
    return unit;
  }

  private static void putCodePoint(int code, Bytes out) {
    if (code < 0x80) {
      out.put(code);
    } else if (code < 0x800) {
      out.put(0xc0 | (code >> 6));
      putSixBits(code, out);
    } else if (code < 0x10000) {
      out.put(0xe0 | (code >> 12));
      putSixBits(code >> 6, out);
      putSixBits(code, out);
    } else {
      out.put(0xf0 | (code >> 18));
      putSixBits(code >> 12, out);
      putSixBits(code >> 6, out);
      putSixBits(code, out);
    }
  }

  private static void putSixBits(int bits, Bytes out) {
    out.put(0x80 | (bits & 0x3f));
  }

  /** Puts text as a string, with the escapes that JSON demands and no other. */
  static void quote(byte[] text, int from, int to, Bytes out) {
    out.put('"');
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b == '"' || b == '\\') {
        out.put('\\');
        out.put(b);
      } else if (b >= 0 && b < 0x20) {
        putControl(b, out);
      } else {
        out.put(b);
      }
    }
    out.put('"');
  }

  private static void putControl(byte b, Bytes out) {
    out.put('\\');
    switch (b) {
      case '\b' -> out.put('b');
      case '\f' -> out.put('f');
      case '\n' -> out.put('n');
      case '\r' -> out.put('r');
      case '\t' -> out.put('t');
      default -> {
        out.put('u');
        out.put('0');
        out.put('0');
        out.put(HEX[b >> 4]);
        out.put(HEX[b & 0xf]);
      }
    }
  }
}
