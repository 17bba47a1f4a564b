package io.lasius.replication.mapper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Writes JSON in the one form that all texts of the same value share: keys in the order of their
 * code points, of a key that occurs twice the last, no white space, numbers as written, strings
 * with the escapes that JSON demands and no other. Without recursion. Not thread-safe.
 */
final class CanonicalText {
  private final Bytes text = new Bytes();
  private final Bytes sorted = new Bytes();
  private final Deque<Nested> open = new ArrayDeque<>();
  private byte[] bytes = new byte[0];
  private int limit;
  private int at;

  /** A member of an object, as it stands in the output. */
  private static final class Member {
    private final byte[] key;
    private final int start;
    private int end;

    Member(byte[] key, int start) {
      this.key = key;
      this.start = start;
    }
  }

  /** An object or array that is not closed yet. */
  private static final class Nested {
    private final boolean object;
    private final int start;
    private final List<Member> members = new ArrayList<>();
    private boolean inOrder = true;

    Nested(boolean object, int start) {
      this.object = object;
      this.start = start;
    }

    void add(Member member) {
      if (!members.isEmpty()) {
        inOrder &= Arrays.compareUnsigned(members.getLast().key, member.key) < 0;
      }
      members.add(member);
    }

    void endMember(int end) {
      if (object && !members.isEmpty()) {
        members.getLast().end = end;
      }
    }
  }

  /** Puts the value's text. */
  void put(byte[] source, int from, int to, Bytes out) {
    bytes = source;
    at = from;
    limit = to;
    open.clear();
    do {
      boolean opened = value(out);
      toNextValue(opened, out);
    } while (!open.isEmpty());
  }

  /** A scalar whole, or the beginning of an object or array; whether it was that. */
  private boolean value(Bytes out) {
    byte first = bytes[at];
    if (first == '{' || first == '[') {
      out.put(first);
      open.addLast(new Nested(first == '{', out.length()));
      at++;
      return true;
    }
    int end = Tokens.endOfValue(bytes, at, limit);
    if (first == '"') {
      text.clear();
      JsonStrings.unescape(bytes, at + 1, end - 1, text);
      JsonStrings.quote(text.array(), 0, text.length(), out);
    } else {
      out.put(bytes, at, end);
    }
    at = end;
    return false;
  }

  /** Closes what ends here, and stops before the next value. */
  private void toNextValue(boolean opened, Bytes out) {
    boolean first = opened;
    while (!open.isEmpty()) {
      Nested nested = open.getLast();
      if (!first) {
        nested.endMember(out.length());
      }
      at = Tokens.skipSpace(bytes, at);
      if (bytes[at] != '}' && bytes[at] != ']') {
        if (!first) {
          out.put(',');
          at = Tokens.skipSpace(bytes, at + 1);
        }
        if (nested.object) {
          key(nested, out);
        }
        return;
      }
      close(nested, out);
      first = false;
    }
  }

  private void key(Nested nested, Bytes out) {
    int end = Tokens.endOfString(bytes, at, limit);
    text.clear();
    JsonStrings.unescape(bytes, at + 1, end - 1, text);
    nested.add(new Member(Arrays.copyOf(text.array(), text.length()), out.length()));
    JsonStrings.quote(text.array(), 0, text.length(), out);
    out.put(':');
    at = Tokens.skipSpace(bytes, Tokens.skipSpace(bytes, end) + 1);
  }

  private void close(Nested nested, Bytes out) {
    if (!nested.inOrder) {
      sort(nested, out);
    }
    out.put(nested.object ? '}' : ']');
    open.removeLast();
    at++;
  }

  private void sort(Nested nested, Bytes out) {
    // The sort keeps the order of equal keys, so that the last one is the one that came last.
    nested.members.sort(Comparator.comparing(member -> member.key, Arrays::compareUnsigned));
    sorted.clear();
    for (int i = 0; i < nested.members.size(); i++) {
      Member member = nested.members.get(i);
      boolean replaced =
          i + 1 < nested.members.size() && Arrays.equals(member.key, nested.members.get(i + 1).key);
      if (!replaced) {
        if (sorted.length() > 0) {
          sorted.put(',');
        }
        sorted.put(out.array(), member.start, member.end);
      }
    }
    out.truncate(nested.start);
    out.put(sorted.array(), 0, sorted.length());
  }
}
