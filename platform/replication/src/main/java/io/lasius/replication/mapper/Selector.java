package io.lasius.replication.mapper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves the selected fields of a field that is selected in part. Not thread-safe. */
final class Selector {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final KeyTable keys;
  private final List<@Nullable Selector> inner = new ArrayList<>();
  private final Members members = new Members();

  Selector(FieldTree selected) {
    keys = new KeyTable(List.copyOf(selected.fields().keySet()));
    for (FieldTree field : selected.fields().values()) {
      inner.add(field.isWhole() ? null : new Selector(field));
    }
  }

  /** Edits the value that begins there: an object, or arrays of them, however deep. */
  void select(byte[] bytes, int start, int end, Edit edit) {
    int at = start;
    while (at < end) {
      switch (bytes[at]) {
        case '[', ']', ',', ' ', '\t', '\r', '\n' -> at++;
        case '{' -> {
          int close = Tokens.endOfValue(bytes, at, end);
          selectMembers(bytes, at, close, edit);
          at = close;
        }
        case 'n' -> at += NULL.length;
        default -> {
          int close = Tokens.endOfValue(bytes, at, end);
          edit.replace(at, close, NULL, 0, NULL.length);
          at = close;
        }
      }
    }
  }

  private void selectMembers(byte[] bytes, int start, int end, Edit edit) {
    boolean kept = false;
    int before = start + 1;
    members.open(bytes, start, end);
    while (members.advance()) {
      int found = members.find(keys);
      if (found >= 0) {
        kept = true;
        Selector selector = inner.get(found);
        if (selector != null) {
          selector.select(bytes, members.valueStart(), members.valueEnd(), edit);
        }
      } else if (kept) {
        edit.cut(before, members.valueEnd());
      } else {
        edit.cut(members.keyStart(), members.next());
      }
      before = members.valueEnd();
    }
  }
}
