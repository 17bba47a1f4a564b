package io.lasius.server.amount;

import java.time.Duration;
import java.util.Locale;

/** How numbers read. */
public final class Amounts {
  private static final double KILO = 1_000;
  private static final String[] BYTE_UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private Amounts() {}

  /** As in 1,234,567. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** As in: 1 record, 2 records. */
  public static String count(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** As in 12.3 MB; a kilobyte has 1,000. */
  public static String bytes(long number) {
    if (number < KILO) {
      return number + " B";
    }
    var value = number / KILO;
    var unit = 0;
    // What would be rounded up to 1000.0 is one of the next unit.
    while (value >= KILO - 0.05 && unit < BYTE_UNITS.length - 1) {
      value /= KILO;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, BYTE_UNITS[unit]);
  }

  /** As in 3.4 s, or 2 min 05 s. */
  public static String time(Duration time) {
    return time.toMinutes() == 0
        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / KILO)
        : String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
  }

  /** A time as people say it, by its largest unit: 12 s, 5 min, 3 h, 4 days. */
  public static String about(Duration time) {
    if (time.toMinutes() == 0) {
      return time.toSeconds() + " s";
    }
    if (time.toHours() == 0) {
      return time.toMinutes() + " min";
    }
    return time.toDays() < 2 ? time.toHours() + " h" : count(time.toDays()) + " days";
  }

  /** As in 12,300 records/s; empty where there is none. */
  public static String rate(long records, Duration time) {
    return records == 0 || time.toMillis() == 0
        ? ""
        : count(Math.round(records * KILO / time.toMillis())) + " records/s";
  }
}
