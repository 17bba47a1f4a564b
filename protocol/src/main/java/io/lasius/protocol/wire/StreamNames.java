package io.lasius.protocol.wire;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.wire.LineScanner.Span;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The streams that were seen, found by the bytes of their names: a known one costs no object. */
final class StreamNames {
  /** More names than any catalog has; a source that invents names must not fill the memory. */
  private static final int MAX_ENTRIES = 65_536;

  private static final class Entry {
    private final int hash;
    private final byte[] name;
    private final byte[] namespace;
    private final StreamDescriptor stream;

    Entry(int hash, byte[] name, byte[] namespace, StreamDescriptor stream) {
      this.hash = hash;
      this.name = name;
      this.namespace = namespace;
      this.stream = stream;
    }

    boolean is(int other, byte[] bytes, Span nameAt, Span namespaceAt) {
      return hash == other
          && Arrays.equals(name, 0, name.length, bytes, nameAt.start, nameAt.end)
          && Arrays.equals(
              namespace, 0, namespace.length, bytes, namespaceAt.start, namespaceAt.end);
    }
  }

  private @Nullable Entry[] table = new Entry[64];
  private int size;

  /** The stream that the two string tokens name. */
  StreamDescriptor find(byte[] bytes, Span name, Span namespace) {
    int hash = hash(bytes, namespace, hash(bytes, name, 1));
    int mask = table.length - 1;
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      Entry entry = table[slot];
      if (entry == null) {
        return add(hash, bytes, name, namespace);
      }
      if (entry.is(hash, bytes, name, namespace)) {
        return entry.stream;
      }
    }
  }

  private StreamDescriptor add(int hash, byte[] bytes, Span name, Span namespace) {
    var stream =
        new StreamDescriptor(
            JsonText.decode(bytes, name.start, name.end),
            isText(bytes, namespace)
                ? JsonText.decode(bytes, namespace.start, namespace.end)
                : null);
    if (size == MAX_ENTRIES) {
      table = new Entry[64];
      size = 0;
    } else if (size * 2 >= table.length) {
      grow();
    }
    insert(
        new Entry(
            hash,
            Arrays.copyOfRange(bytes, name.start, name.end),
            Arrays.copyOfRange(bytes, namespace.start, namespace.end),
            stream));
    size++;
    return stream;
  }

  /** Whether there is a namespace: {@code null} is none. */
  private static boolean isText(byte[] bytes, Span token) {
    return token.present() && bytes[token.start] == '"';
  }

  private void grow() {
    @Nullable Entry[] old = table;
    table = new Entry[old.length * 2];
    for (@Nullable Entry entry : old) {
      if (entry != null) {
        insert(entry);
      }
    }
  }

  private void insert(Entry entry) {
    int slot = entry.hash & (table.length - 1);
    while (table[slot] != null) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = entry;
  }

  private static int hash(byte[] bytes, Span token, int seed) {
    int hash = seed;
    for (int i = token.start; i < token.end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ (hash >>> 16);
  }
}
