package io.lasius.protocol.catalog;

import java.util.List;

/** Copies lists of field paths. */
final class Paths {
  private Paths() {}

  static List<List<String>> copyOf(List<List<String>> paths) {
    return paths.stream().map(List::copyOf).toList();
  }
}
