package io.lasius.protocol.wire;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * What a fuzzer found to try: bytes whose last ones are choices, so that the others stay readable
 * in a file.
 */
final class FuzzInput {
  private final byte[] bytes;
  private int end;

  FuzzInput(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  /** Takes the last byte: 0 to 255, and 0 where none is left. */
  int choice() {
    return end > 0 ? bytes[--end] & 0xff : 0;
  }

  /** Takes so many bytes for what they let a generator write. */
  JsonTexts texts(int count) {
    var choices = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      choices.add(choice());
    }
    return new JsonTexts(choices);
  }

  /** The bytes that were not taken. */
  byte[] rest() {
    return Arrays.copyOf(bytes, end);
  }
}
