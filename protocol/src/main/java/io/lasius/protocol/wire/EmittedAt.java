package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.wire.LineScanner.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * When a record was emitted. Destinations end at one that is missing or no integer, and real
 * sources write fractions.
 */
final class EmittedAt {
  /** Longest number that is looked at; milliseconds since 1970 have 13 digits. */
  private static final int MAX_CHARS = 40;

  /** A number of so many digits is one of 64 bits; of one more, it may be. */
  private static final int MAX_DIGITS = 18;

  private EmittedAt() {}

  /** Whether it is an integer of at most 64 bits: nanoseconds take all of them. */
  static boolean isInteger(RecordLine record) {
    Span span = record.spans().emittedAt;
    byte[] bytes = record.array();
    int first = span.present() && bytes[span.start] == '-' ? span.start + 1 : span.start;
    int digits = span.end - first;
    if (digits < 1 || digits > MAX_DIGITS + 1) {
      return false;
    }
    for (int at = first; at < span.end; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
    }
    return digits <= MAX_DIGITS || new BigInteger(text(record)).bitLength() < Long.SIZE;
  }

  /** The integer to write in its place: without its fraction, or now where it is no number. */
  static byte[] asInteger(RecordLine record, InstantSource clock) {
    Span span = record.spans().emittedAt;
    byte first = record.array()[span.start];
    if (span.length() <= MAX_CHARS && (first == '-' || (first >= '0' && first <= '9'))) {
      String integer = truncated(text(record));
      if (integer != null) {
        return integer.getBytes(UTF_8);
      }
    }
    return Long.toString(clock.millis()).getBytes(UTF_8);
  }

  private static String text(RecordLine record) {
    Span span = record.spans().emittedAt;
    return new String(record.array(), span.start, span.length(), UTF_8);
  }

  /** The integer part; null where it has more digits than any time. */
  private static @Nullable String truncated(String token) {
    try {
      var number = new BigDecimal(token);
      // An exponent may be such that the plain digits would fill the memory.
      long digits = (long) number.precision() - number.scale();
      if (digits > MAX_DIGITS) {
        return null;
      }
      return digits <= 0 ? "0" : number.setScale(0, RoundingMode.DOWN).toPlainString();
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
