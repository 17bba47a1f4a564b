package io.lasius.protocol.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scans one line: whether it is one whole JSON object (RFC 8259, valid UTF-8), and where the few
 * values stand that the way of a record needs. Builds nothing; nesting has no limit.
 */
final class LineScanner {
  /** Where a value stands; the end is exclusive. Absent where both are the same. */
  static final class Span {
    int start;
    int end;

    boolean present() {
      return end > start;
    }

    int length() {
      return end - start;
    }

    private void clear() {
      start = 0;
      end = 0;
    }

    private void set(int from, int to) {
      start = from;
      end = to;
    }
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;

  final Span type = new Span();
  final Span record = new Span();
  final Span stream = new Span();
  final Span namespace = new Span();
  final Span emittedAt = new Span();
  final Span data = new Span();

  private byte[] bytes = new byte[0];
  private int at;
  private int limit;
  private int depth;
  private long[] objects = new long[2];
  private boolean inRecord;
  private @Nullable Span topMember;
  private @Nullable Span recordMember;
  private final Span ignored = new Span();
  private @Nullable String fault;

  /** Scans; false where the bytes are no JSON object, and then {@link #fault()} says why. */
  boolean scan(byte[] line, int from, int to) {
    bytes = line;
    at = from;
    limit = to;
    depth = 0;
    inRecord = false;
    fault = null;
    type.clear();
    record.clear();
    clearRecord();
    skipSpace();
    if (at == limit || bytes[at] != '{') {
      return fail("it does not begin with '{'");
    }
    if (!value()) {
      return false;
    }
    skipSpace();
    return at == limit || fail("something follows the JSON object");
  }

  /** What is wrong, and at which byte of the line. */
  String fault() {
    return fault == null ? "" : fault;
  }

  private void clearRecord() {
    stream.clear();
    namespace.clear();
    emittedAt.clear();
    data.clear();
  }

  /** One whole value and all in it. Goes in and out of objects and arrays without recursion. */
  private boolean value() {
    int valueStart = at;
    for (; ; ) {
      boolean opened = false;
      switch (at < limit ? bytes[at] : 0) {
        case '{', '[' -> {
          push(bytes[at] == '{', valueStart);
          opened = true;
        }
        case '"' -> {
          if (!string()) {
            return false;
          }
        }
        case 't' -> {
          if (!literal("true")) {
            return false;
          }
        }
        case 'f' -> {
          if (!literal("false")) {
            return false;
          }
        }
        case 'n' -> {
          if (!literal("null")) {
            return false;
          }
        }
        default -> {
          if (!number()) {
            return false;
          }
        }
      }
      if (!opened) {
        note(valueStart);
      }
      if (!toNextValue(opened)) {
        return false;
      }
      if (depth == 0) {
        return true;
      }
      valueStart = at;
    }
  }

  /** Closes what ends here, and stops before the next value; false is a fault. */
  private boolean toNextValue(boolean opened) {
    boolean first = opened;
    while (depth > 0) {
      skipSpace();
      byte next = at < limit ? bytes[at] : 0;
      boolean object = inObject();
      if (next == (object ? '}' : ']')) {
        at++;
        pop();
        first = false;
        continue;
      }
      if (!first) {
        if (next != ',') {
          return fail(at == limit ? "it ends early" : "a comma or an end is missing");
        }
        at++;
        skipSpace();
      }
      return !object || key();
    }
    return true;
  }

  private boolean key() {
    int start = at;
    if (at == limit || bytes[at] != '"') {
      return fail(at == limit ? "it ends early" : "a key is missing");
    }
    if (!string()) {
      return false;
    }
    int end = at;
    skipSpace();
    if (at == limit || bytes[at] != ':') {
      return fail(at == limit ? "it ends early" : "a colon is missing");
    }
    at++;
    skipSpace();
    if (depth == 1) {
      topMember = is(start, end, "type") ? type : is(start, end, "record") ? record : ignored;
    } else if (depth == 2 && inRecord) {
      recordMember = recordMember(start, end);
    }
    return true;
  }

  private Span recordMember(int start, int end) {
    if (is(start, end, "stream")) {
      return stream;
    }
    if (is(start, end, "data")) {
      return data;
    }
    if (is(start, end, "emitted_at")) {
      return emittedAt;
    }
    return is(start, end, "namespace") ? namespace : ignored;
  }

  private boolean is(int start, int end, String name) {
    if (end - start == name.length() + 2) {
      for (int i = 0; i < name.length(); i++) {
        if (bytes[start + 1 + i] != name.charAt(i)) {
          return false;
        }
      }
      return true;
    }
    return end - start > name.length() + 2
        && JsonText.hasEscape(bytes, start, end)
        && JsonText.decode(bytes, start, end).equals(name);
  }

  /** A value ended here: remembers where it stands, if its name is wanted. */
  private void note(int start) {
    if (depth == 1 && topMember != null) {
      topMember.set(start, at);
      if (topMember == record && bytes[start] != '{') {
        clearRecord();
      }
    } else if (depth == 2 && inRecord && recordMember != null) {
      recordMember.set(start, at);
    }
  }

  private void push(boolean object, int start) {
    if (depth == 1 && topMember == record) {
      // Of a key that comes twice the last value counts, whatever it is.
      inRecord = object;
      clearRecord();
    }
    // The start waits in the span until the value's end is known; nothing else writes to it.
    if (depth == 1 && topMember != null) {
      topMember.set(start, start);
    } else if (depth == 2 && inRecord && recordMember != null) {
      recordMember.set(start, start);
    }
    int word = depth >>> 6;
    if (word == objects.length) {
      objects = Arrays.copyOf(objects, objects.length * 2);
    }
    long bit = 1L << (depth & 63);
    objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    depth++;
    at++;
  }

  private void pop() {
    depth--;
    if (depth == 1) {
      inRecord = false;
      if (topMember != null) {
        topMember.end = at;
      }
    } else if (depth == 2 && inRecord && recordMember != null) {
      recordMember.end = at;
    }
  }

  private boolean inObject() {
    return (objects[(depth - 1) >>> 6] & 1L << ((depth - 1) & 63)) != 0;
  }

  private void skipSpace() {
    while (at < limit
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
  }

  private boolean literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= limit || bytes[at + i] != word.charAt(i)) {
        return fail("it has an unknown word");
      }
    }
    at += word.length();
    return true;
  }

  private boolean number() {
    if (at < limit && bytes[at] == '-') {
      at++;
    }
    if (at < limit && bytes[at] == '0') {
      at++;
    } else if (!digits()) {
      return fail(at == limit ? "it ends early" : "a value is missing or wrong");
    }
    if (at < limit && bytes[at] == '.') {
      at++;
      if (!digits()) {
        return fail("a number has no digit after its point");
      }
    }
    if (at < limit && (bytes[at] | 0x20) == 'e') {
      at++;
      if (at < limit && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      if (!digits()) {
        return fail("a number has no digit in its exponent");
      }
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean string() {
    at++;
    for (; ; ) {
      skipPlain();
      if (at >= limit) {
        return fail("it ends early");
      }
      byte b = bytes[at];
      if (b == '"') {
        at++;
        return true;
      }
      if (b == '\\') {
        if (!escape()) {
          return fail("a string has an escape that JSON does not know");
        }
      } else if (b < 0) {
        int length = Utf8.sequenceLength(bytes, at, limit);
        if (length == 0) {
          return fail("it is no valid UTF-8");
        }
        at += length;
      } else if (b < 0x20) {
        return fail("a string has a control character");
      } else {
        at++;
      }
    }
  }

  /** Passes over bytes that need no look of their own, eight at a time. */
  private void skipPlain() {
    while (at + 8 <= limit) {
      long word = (long) LONGS.get(bytes, at);
      long quotes = word ^ 0x2222222222222222L;
      long escapes = word ^ 0x5c5c5c5c5c5c5c5cL;
      long found =
          (word | (quotes - LOW_BITS) | (escapes - LOW_BITS) | (word - 0x2020202020202020L))
              & HIGH_BITS;
      if (found != 0) {
        // May stop early, since a borrow marks a byte too many; the look at single bytes goes on.
        at += Long.numberOfTrailingZeros(found) >>> 3;
        return;
      }
      at += 8;
    }
  }

  private boolean escape() {
    if (at + 1 >= limit) {
      return false;
    }
    switch (bytes[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at += 2;
      case 'u' -> {
        for (int i = 2; i < 6; i++) {
          if (at + i >= limit || Character.digit(bytes[at + i], 16) < 0) {
            return false;
          }
        }
        at += 6;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean fail(String what) {
    fault = what + " (byte " + at + ")";
    return false;
  }
}
