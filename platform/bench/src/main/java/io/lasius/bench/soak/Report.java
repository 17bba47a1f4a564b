package io.lasius.bench.soak;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Prints what was measured: a line a minute, and a table at the end. */
final class Report {
  private static final double MINUTES_PER_HOUR = 60;

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void say(String sentence) {
    out.println(sentence);
  }

  void header() {
    out.printf(
        "%6s %7s %4s %7s %10s %7s %4s %8s %6s %9s %6s %6s %7s%n",
        "minute",
        "threads",
        "fds",
        "RSS MiB",
        "containers",
        "volumes",
        "temp",
        "database",
        "logs",
        "succeeded",
        "failed",
        "missed",
        "longest");
  }

  void minute(int minute, Reading now, Syncs.Sums sums) {
    out.printf(
        "%6d %7s %4s %7s %10s %7s %4s %8s %6s %9d %6d %6d %5d s%n",
        minute,
        text(now, Quantity.THREADS),
        text(now, Quantity.DESCRIPTORS),
        text(now, Quantity.RESIDENT),
        text(now, Quantity.CONTAINERS),
        text(now, Quantity.VOLUMES),
        text(now, Quantity.TEMPORARY_FILES),
        text(now, Quantity.DATABASE),
        text(now, Quantity.LOGS),
        sums.succeeded(),
        sums.failed(),
        sums.missed(),
        sums.longest().toSeconds());
  }

  void table(Reading start, Reading highest, Reading end, int minutes) {
    out.printf("%n%-36s %10s %10s %10s %10s%n", "", "start", "highest", "end", "per hour");
    for (Quantity quantity : Quantity.values()) {
      String line =
          String.format(
              Locale.ROOT,
              "%-36s %10s %10s %10s %10s %s",
              quantity.title,
              text(start, quantity),
              text(highest, quantity),
              text(end, quantity),
              quantity.rule == Quantity.Rule.BY_DESIGN
                  ? perHour(start.value(quantity), end.value(quantity), minutes)
                  : "",
              quantity.unit);
      out.println(line.stripTrailing());
    }
  }

  private static String perHour(Optional<Double> start, Optional<Double> end, int minutes) {
    double grown = end.orElse(0.0) - start.orElse(0.0);
    return String.format(Locale.ROOT, "%+.1f", grown * MINUTES_PER_HOUR / minutes);
  }

  void sums(Syncs.Sums sums) {
    out.printf(
        "syncs, with the warm-up: %d succeeded (%d of them retried), %d failed; verdicts: %s%n",
        sums.succeeded(), sums.retried(), sums.failed(), sums.verdicts());
    out.printf("records committed: %d, expected: %d%n", sums.committed(), sums.expected());
    out.printf(
        "runs missed: %d; longest from due to done: %d s%n",
        sums.missed(), sums.longest().toSeconds());
  }

  private static String text(Reading reading, Quantity quantity) {
    String format = quantity.unit.isEmpty() ? "%.0f" : "%.1f";
    return reading.value(quantity).map(v -> String.format(Locale.ROOT, format, v)).orElse("–");
  }
}
