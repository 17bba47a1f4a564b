package io.lasius.replication.mapper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds the number of a name by the bytes of a key: a look costs no object. Immutable. */
final class KeyTable {
  private static final int NONE = -1;

  private final byte[][] names;

  /** By hash: the number of a name, or {@link #NONE}. At most half of it is in use. */
  private final int[] table;

  /** A bit for each length that a name has, those of 63 and more together. */
  private final long lengths;

  /** Numbers the names in their order, from 0. */
  KeyTable(List<String> keys) {
    names = new byte[keys.size()][];
    table = new int[Integer.highestOneBit(keys.size() + 1) * 4];
    Arrays.fill(table, NONE);
    long seen = 0;
    for (int i = 0; i < names.length; i++) {
      names[i] = keys.get(i).getBytes(StandardCharsets.UTF_8);
      seen |= bit(names[i].length);
      int at = hash(names[i], 0, names[i].length) & (table.length - 1);
      while (table[at] != NONE) {
        at = (at + 1) & (table.length - 1);
      }
      table[at] = i;
    }
    lengths = seen;
  }

  /** The number of the name that stands there, without escapes; negative if there is none. */
  int find(byte[] bytes, int from, int to) {
    if ((lengths & bit(to - from)) == 0) {
      return NONE;
    }
    int mask = table.length - 1;
    for (int at = hash(bytes, from, to) & mask; ; at = (at + 1) & mask) {
      int found = table[at];
      if (found == NONE || is(found, bytes, from, to)) {
        return found;
      }
    }
  }

  private boolean is(int number, byte[] bytes, int from, int to) {
    byte[] name = names[number];
    return Arrays.equals(name, 0, name.length, bytes, from, to);
  }

  private static long bit(int length) {
    return 1L << Math.min(length, 63);
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ (hash >>> 16);
  }
}
