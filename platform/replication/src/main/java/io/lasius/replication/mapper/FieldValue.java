package io.lasius.replication.mapper;

import java.util.Arrays;

/** A view of one value of a record, wherever its bytes are. Reused; not thread-safe. */
final class FieldValue {
  /** What a value is. */
  enum Kind {
    STRING,
    NUMBER,
    BOOLEAN,
    /** Null, or not there. */
    NULL,
    /** An object or an array. */
    NESTED
  }

  private final Bytes unescaped = new Bytes();
  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private Kind kind = Kind.NULL;
  private byte[] text = new byte[0];
  private int textStart;
  private int textEnd;

  FieldValue missing() {
    kind = Kind.NULL;
    return this;
  }

  FieldValue view(byte[] source, int from, int to) {
    bytes = source;
    start = from;
    end = to;
    kind =
        switch (source[from]) {
          case '"' -> Kind.STRING;
          case 't', 'f' -> Kind.BOOLEAN;
          case 'n' -> Kind.NULL;
          case '{', '[' -> Kind.NESTED;
          default -> Kind.NUMBER;
        };
    readText();
    return this;
  }

  private void readText() {
    text = bytes;
    textStart = kind == Kind.STRING ? start + 1 : start;
    textEnd = kind == Kind.STRING ? end - 1 : end;
    if (kind == Kind.STRING && Tokens.firstEscape(bytes, textStart, textEnd) < textEnd) {
      unescaped.clear();
      JsonStrings.unescape(bytes, textStart, textEnd, unescaped);
      text = unescaped.array();
      textStart = 0;
      textEnd = unescaped.length();
    }
  }

  Kind kind() {
    return kind;
  }

  /** Where the text is: of a string what it says, of anything else its bytes. */
  byte[] text() {
    return text;
  }

  int textStart() {
    return textStart;
  }

  int textEnd() {
    return textEnd;
  }

  boolean textEquals(byte[] other) {
    return Arrays.equals(text, textStart, textEnd, other, 0, other.length);
  }

  /** By code points: the order of UTF-8. */
  int compareText(byte[] other) {
    return Arrays.compareUnsigned(text, textStart, textEnd, other, 0, other.length);
  }
}
