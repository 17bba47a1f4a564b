package io.lasius.replication.mapper;

/** Goes through the members of an object, one after the other. Not thread-safe. */
final class Members {
  private final Bytes unescaped = new Bytes();
  private byte[] bytes = new byte[0];
  private int limit;
  private int next;
  private int keyStart;
  private int keyEnd;
  private int valueStart;
  private int valueEnd;

  /** Begins with the object that begins there. */
  void open(byte[] source, int start, int end) {
    bytes = source;
    limit = end;
    valueEnd = start + 1;
    next = Tokens.skipSpace(source, start + 1);
  }

  /** Goes to the next member; false at the end. */
  boolean advance() {
    if (bytes[next] == '}') {
      return false;
    }
    keyStart = next;
    keyEnd = Tokens.endOfString(bytes, keyStart, limit);
    // After the key the colon, which space may surround.
    valueStart = Tokens.skipSpace(bytes, Tokens.skipSpace(bytes, keyEnd) + 1);
    valueEnd = Tokens.endOfValue(bytes, valueStart, limit);
    next = Tokens.skipSpace(bytes, valueEnd);
    if (bytes[next] == ',') {
      next = Tokens.skipSpace(bytes, next + 1);
    }
    return true;
  }

  /** The number that the table has for this member's key; negative for none. */
  int find(KeyTable table) {
    int escape = Tokens.firstEscape(bytes, keyStart + 1, keyEnd - 1);
    if (escape == keyEnd - 1) {
      return table.find(bytes, keyStart + 1, keyEnd - 1);
    }
    unescaped.clear();
    JsonStrings.unescape(bytes, keyStart + 1, keyEnd - 1, unescaped);
    return table.find(unescaped.array(), 0, unescaped.length());
  }

  int keyStart() {
    return keyStart;
  }

  int keyEnd() {
    return keyEnd;
  }

  int valueStart() {
    return valueStart;
  }

  int valueEnd() {
    return valueEnd;
  }

  /** Where the next member begins, or the object's closing bracket stands. */
  int next() {
    return next;
  }
}
