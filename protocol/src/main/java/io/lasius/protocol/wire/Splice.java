package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A line in which a few places change and all other bytes stay. */
final class Splice {
  interface Output {
    void put(byte[] bytes, int offset, int length) throws IOException;
  }

  private static final class Change {
    private final int start;
    private final int end;
    private final byte[] bytes;
    private final int offset;
    private final int length;

    Change(int start, int end, byte[] bytes, int offset, int length) {
      this.start = start;
      this.end = end;
      this.bytes = bytes;
      this.offset = offset;
      this.length = length;
    }
  }

  private final byte[] line;
  private final int start;
  private final int end;
  private final List<Change> changes = new ArrayList<>(3);

  Splice(byte[] line, int start, int end) {
    this.line = line;
    this.start = start;
    this.end = end;
  }

  void replace(int from, int to, byte[] bytes) {
    replace(from, to, bytes, 0, bytes.length);
  }

  void replace(int from, int to, byte[] bytes, int offset, int length) {
    changes.add(new Change(from, to, bytes, offset, length));
  }

  /** Puts a member in front of others. */
  void insert(int at, String key, byte[] value) {
    byte[] name = key.getBytes(UTF_8);
    byte[] member = new byte[name.length + value.length + 1];
    System.arraycopy(name, 0, member, 0, name.length);
    System.arraycopy(value, 0, member, name.length, value.length);
    member[member.length - 1] = ',';
    replace(at, at, member);
  }

  /** Writes the changed line; returns its length. */
  int writeTo(Output out) throws IOException {
    changes.sort(Comparator.comparingInt(change -> change.start));
    int at = start;
    int written = 0;
    for (Change change : changes) {
      out.put(line, at, change.start - at);
      out.put(change.bytes, change.offset, change.length);
      written += change.start - at + change.length;
      at = change.end;
    }
    out.put(line, at, end - at);
    return written + end - at;
  }
}
