package io.lasius.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a JVM has of the machine's memory, in MiB.
 *
 * @param resident of the process, shared pages included
 * @param proportional the same, a shared page divided by those who share it
 * @param heapUsed objects, also those that no longer are of use
 * @param heapCommitted heap that is set aside
 */
public record Memory(double resident, double proportional, double heapUsed, double heapCommitted) {
  private static final double KIB_PER_MIB = 1024;

  /** Each generation has a line of its own, or the heap has one, as the collector has it. */
  private static final Pattern HEAP =
      Pattern.compile("total (?:reserved \\d+K, committed )?(\\d+)K, used (\\d+)K");

  static Memory of(long pid) throws IOException {
    String rollup = Files.readString(Path.of("/proc/%d/smaps_rollup".formatted(pid)));
    return of(rollup, heapInfo(pid));
  }

  /**
   * Puts it together.
   *
   * @param rollup as in smaps_rollup of /proc
   * @param heap as jcmd answers GC.heap_info
   * @throws IllegalStateException if one of them does not tell
   */
  static Memory of(String rollup, String heap) {
    return new Memory(
        field("Rss:\\s+(\\d+) kB", rollup),
        field("Pss:\\s+(\\d+) kB", rollup),
        heap(heap, 2),
        heap(heap, 1));
  }

  void addTo(Table table) {
    table.row("resident (RSS)", resident, "MiB");
    table.row("proportional (PSS)", proportional, "MiB");
    table.row("heap, in use", heapUsed, "MiB");
    table.row("heap, committed", heapCommitted, "MiB");
  }

  private static double field(String pattern, String text) {
    return number(Pattern.compile(pattern), text, 1);
  }

  private static double heap(String text, int group) {
    var parts = HEAP.matcher(text).results().toList();
    if (parts.isEmpty()) {
      throw new IllegalStateException("no '%s' in: %s".formatted(HEAP, text));
    }
    return parts.stream()
        .mapToDouble(found -> Double.parseDouble(found.group(group)) / KIB_PER_MIB)
        .sum();
  }

  private static double number(Pattern pattern, String text, int group) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no '%s' in: %s".formatted(pattern, text));
    }
    return Double.parseDouble(found.group(group)) / KIB_PER_MIB;
  }

  private static String heapInfo(long pid) throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.heap_info").start();
    try (var out = process.getInputStream()) {
      return new String(out.readAllBytes(), UTF_8);
    }
  }
}
