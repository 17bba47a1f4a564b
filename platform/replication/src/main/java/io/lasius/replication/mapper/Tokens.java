package io.lasius.replication.mapper;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where tokens end in bytes that are known to be valid JSON. Without recursion: nesting has
 * no limit.
 */
final class Tokens {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long QUOTES = 0x2222222222222222L;
  private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;

  private Tokens() {}

  static int skipSpace(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** Where the value that begins here ends. */
  static int endOfValue(byte[] bytes, int start, int limit) {
    return switch (bytes[start]) {
      case '"' -> endOfString(bytes, start, limit);
      case '{', '[' -> endOfNested(bytes, start, limit);
      case 't', 'n' -> start + 4;
      case 'f' -> start + 5;
      default -> endOfNumber(bytes, start, limit);
    };
  }

  private static int endOfNumber(byte[] bytes, int start, int limit) {
    int at = start;
    // All that a number has stands between '+' and 'e', and of what ends one only the comma.
    while (at < limit
        && bytes[at] >= '+'
        && bytes[at] <= 'e'
        && bytes[at] != ','
        && bytes[at] != ']') {
      at++;
    }
    return at;
  }

  private static int endOfNested(byte[] bytes, int start, int limit) {
    int depth = 0;
    int at = start;
    do {
      switch (bytes[at]) {
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case '"' -> at = endOfString(bytes, at, limit);
        default -> at++;
      }
    } while (depth > 0);
    return at;
  }

  /** Where the string that begins here ends, after its closing quote. */
  static int endOfString(byte[] bytes, int start, int limit) {
    int at = start + 1;
    for (; ; ) {
      at = skipPlain(bytes, at, limit);
      byte b = bytes[at];
      if (b == '"') {
        return at + 1;
      }
      at += b == '\\' ? 2 : 1;
    }
  }

  /** Where the string's first escape stands; its end where it has none. Both without its quotes. */
  static int firstEscape(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end) {
      at = skipPlain(bytes, at, end);
      if (at < end && bytes[at] == '\\') {
        return at;
      }
      at++;
    }
    return end;
  }

  /** Passes over bytes that are neither quote nor backslash, eight at a time; may stop early. */
  private static int skipPlain(byte[] bytes, int from, int limit) {
    int at = from;
    while (at + 8 <= limit) {
      long word = (long) LONGS.get(bytes, at);
      long quotes = word ^ QUOTES;
      long escapes = word ^ BACKSLASHES;
      long found =
          (((quotes - LOW_BITS) & ~quotes) | ((escapes - LOW_BITS) & ~escapes)) & HIGH_BITS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      at += 8;
    }
    return at;
  }
}
