package io.lasius.protocol.wire;

/** Whether a line that cannot be read was meant as a record. In doubt it was. */
final class RecordLikeness {
  private static final String TYPE = "\"type\":\"RECORD\"";
  private static final String MEMBER = "\"record\":{";

  private RecordLikeness() {}

  static boolean of(byte[] bytes, int start, int end) {
    int first = start;
    while (first < end && bytes[first] <= ' ' && bytes[first] >= 0) {
      first++;
    }
    boolean object = first < end && bytes[first] == '{';
    return contains(bytes, first, end, TYPE)
        || (object && (contains(bytes, first, end, MEMBER) || begins(bytes, first, end)));
  }

  /** Whether the text occurs when white space is left out. */
  private static boolean contains(byte[] bytes, int start, int end, String text) {
    for (int at = start; at < end; at++) {
      if (bytes[at] == '"' && matches(bytes, at, end, text, false)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the line is the torn beginning of a record. */
  private static boolean begins(byte[] bytes, int start, int end) {
    return matches(bytes, start, end, "{" + TYPE, true)
        || matches(bytes, start, end, "{" + MEMBER, true);
  }

  private static boolean matches(byte[] bytes, int start, int end, String text, boolean torn) {
    int at = start;
    for (int i = 0; i < text.length(); i++, at++) {
      while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
        at++;
      }
      if (at >= end) {
        return torn && i > 1;
      }
      if (bytes[at] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
