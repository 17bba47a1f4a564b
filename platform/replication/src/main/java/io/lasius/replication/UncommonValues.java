package io.lasius.replication;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds values that are JSON, but that common destinations drop or bend: integers beyond 64 bits,
 * decimals of more than 17 digits or beyond what a double holds, lone surrogates.
 */
final class UncommonValues {
  /** So many characters of a number without exponent say nothing that is not kept. */
  private static final int SAFE_LENGTH = 17;

  private static final int DOUBLE_DIGITS = 17;
  private static final int LONG_DIGITS = 18;

  private UncommonValues() {}

  /** Whether there is one. Builds nothing, unless a number is long. */
  static boolean any(byte[] json, int start, int end) {
    for (int at = start; at < end; at++) {
      byte next = json[at];
      if (next == '"') {
        int close = endOfString(json, at + 1);
        if (close < 0) {
          return true;
        }
        at = close;
      } else if (next == '-' || (next >= '0' && next <= '9')) {
        int close = endOfNumber(json, at, end);
        if (isUncommon(json, at, close)) {
          return true;
        }
        at = close - 1;
      }
    }
    return false;
  }

  /** JSON pointers to them; the empty one for the name of a member. */
  static List<String> pointers(ByteBuffer data) throws IOException {
    var found = new ArrayList<String>();
    byte[] json = new byte[data.remaining()];
    data.duplicate().get(json);
    try (JsonParser parser = Json.mapper().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (isUncommon(parser, token)) {
          found.add(
              token == JsonToken.FIELD_NAME
                  ? ""
                  : parser.getParsingContext().pathAsPointer().toString());
        }
      }
    } catch (JsonProcessingException _) {
      // The parser takes lone surrogates in values, but not in names.
      found.add("");
    }
    return found;
  }

  private static boolean isUncommon(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
      return hasLoneSurrogate(parser.getText());
    }
    return token.isNumeric() && isUncommonNumber(parser.getText());
  }

  /** The closing quote; negative where the string holds a lone surrogate before it. */
  private static int endOfString(byte[] json, int start) {
    for (int at = start; ; at++) {
      if (json[at] == '"') {
        return at;
      }
      if (json[at] == '\\') {
        int half = surrogate(json, at);
        if (half == 'L' || (half == 'H' && surrogate(json, at + 6) != 'L')) {
          return -1;
        }
        at += half == 'H' ? 11 : 1;
      }
    }
  }

  /** H for the escape of a high surrogate, L for a low one, 0 for anything else. */
  private static int surrogate(byte[] json, int at) {
    if (at + 3 >= json.length
        || json[at] != '\\'
        || json[at + 1] != 'u'
        || (json[at + 2] | ' ') != 'd') {
      return 0;
    }
    int digit = Character.digit(json[at + 3], 16);
    return digit < 8 ? 0 : digit < 12 ? 'H' : 'L';
  }

  private static int endOfNumber(byte[] json, int start, int end) {
    int at = start + 1;
    while (at < end && (json[at] > ' ' && json[at] != ',' && json[at] != '}' && json[at] != ']')) {
      at++;
    }
    return at;
  }

  private static boolean isUncommon(byte[] json, int start, int end) {
    if (end - start <= SAFE_LENGTH && !hasExponent(json, start, end)) {
      return false;
    }
    return isUncommonNumber(new String(json, start, end - start, US_ASCII));
  }

  private static boolean hasExponent(byte[] json, int start, int end) {
    for (int at = start; at < end; at++) {
      if ((json[at] | ' ') == 'e') {
        return true;
      }
    }
    return false;
  }

  private static boolean isUncommonNumber(String number) {
    int digits = 0;
    int trailingZeros = 0;
    boolean integer = true;
    boolean exponent = false;
    for (int at = 0; at < number.length() && !exponent; at++) {
      char next = number.charAt(at);
      exponent = (next | ' ') == 'e';
      integer &= next != '.' && !exponent;
      if (next >= '0' && next <= '9' && (digits > 0 || next != '0')) {
        digits++;
        trailingZeros = next == '0' ? trailingZeros + 1 : 0;
      }
    }
    if (integer) {
      return digits > LONG_DIGITS && !fitsLong(number);
    }
    return digits - trailingZeros > DOUBLE_DIGITS
        || ((exponent || digits > SAFE_LENGTH) && isBeyondDouble(number, digits));
  }

  private static boolean isBeyondDouble(String number, int digits) {
    double value = Double.parseDouble(number);
    return Double.isInfinite(value) || (value == 0 && digits > 0);
  }

  private static boolean fitsLong(String integer) {
    try {
      var _ = Long.parseLong(integer);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (Character.isHighSurrogate(next)
          && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        at++;
      } else if (Character.isSurrogate(next)) {
        return true;
      }
    }
    return false;
  }
}
