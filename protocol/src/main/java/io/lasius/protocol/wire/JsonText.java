package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.json.Json;
import java.io.UncheckedIOException;

/** Strings as they stand in a line, between their quotes. */
final class JsonText {
  private JsonText() {}

  static boolean hasEscape(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** What the string token says. */
  static String decode(byte[] bytes, int start, int end) {
    if (!hasEscape(bytes, start, end)) {
      return new String(bytes, start + 1, end - start - 2, UTF_8);
    }
    try {
      return Json.parse(new String(bytes, start, end - start, UTF_8)).textValue();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text as a string token. */
  static byte[] encode(String text) {
    return Json.write(text).getBytes(UTF_8);
  }
}
