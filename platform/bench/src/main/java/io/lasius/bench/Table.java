package io.lasius.bench;

import java.io.PrintStream;
import java.util.Locale;

/** What was measured, beside its baseline and their ratio; a row is printed as it is known. */
final class Table {
  private final PrintStream out;

  Table(PrintStream out) {
    this.out = out;
    print("", "platform", "baseline", "ratio");
  }

  void section(String title) {
    print(title, "", "", "");
  }

  void row(String title, double value, String unit) {
    print("  " + title, text(value, unit), "", "");
  }

  void row(String title, double value, double baseline, String unit) {
    print(
        "  " + title,
        text(value, unit),
        text(baseline, unit),
        String.format(Locale.ROOT, "%.2f", value / baseline));
  }

  private void print(String title, String value, String baseline, String ratio) {
    out.println("%-44s %14s %14s %8s".formatted(title, value, baseline, ratio).stripTrailing());
  }

  private static String text(double value, String unit) {
    String format = value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%,.0f %s";
    return String.format(Locale.ROOT, format, value, unit).strip();
  }
}
