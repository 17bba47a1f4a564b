package io.lasius.connector.destinationpostgres;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times of ISO 8601, also with a blank for the T, with more digits of the year, or with
 * BC at the end. What has no offset is of UTC; what has none but must, too. A date alone is its
 * midnight.
 */
final class DateTimes {
  private static final String DATE = "(?<year>\\d{4,6})-(?<month>\\d{2})-(?<day>\\d{2})";
  private static final String TIME =
      "(?<hour>\\d{2}):(?<minute>\\d{2})(:(?<second>\\d{2})([.,](?<fraction>\\d{1,18}))?)?"
          + " ?(?<offset>[Zz]|[+-]\\d{2}(:?\\d{2})?)?";
  private static final String ERA = "(?<era> BC)?";

  private static final Pattern DATE_ALONE = Pattern.compile(DATE + ERA);
  private static final Pattern TIME_ALONE = Pattern.compile(TIME);
  private static final Pattern DATE_TIME = Pattern.compile(DATE + "([Tt ]" + TIME + ")?" + ERA);

  /** What a column keeps of a second. */
  private static final int FRACTION_DIGITS = 6;

  /** Limits of the database. */
  private static final int FIRST_YEAR = -4712;

  private static final int LAST_YEAR_OF_TIMESTAMP = 294_276;
  private static final int MAX_OFFSET_HOURS = 15;

  private DateTimes() {}

  static Fit date(String value, CopyText out) {
    Matcher parts = DATE_ALONE.matcher(value);
    if (!parts.matches()) {
      return Fit.WRONG_TYPE;
    }
    Fit fit = checkDate(parts, Integer.MAX_VALUE);
    if (fit == Fit.WHOLE) {
      out.raw(value);
    }
    return fit;
  }

  /**
   * A time of day.
   *
   * @param zoned whether the column keeps an offset
   */
  static Fit time(String value, boolean zoned, CopyText out) {
    Matcher parts = TIME_ALONE.matcher(value);
    return parts.matches() ? writeTime(parts, zoned, out) : Fit.WRONG_TYPE;
  }

  /**
   * A date and a time.
   *
   * @param zoned whether the column is of moments; else of what clocks show
   */
  static Fit timestamp(String value, boolean zoned, CopyText out) {
    Matcher parts = DATE_TIME.matcher(value);
    if (!parts.matches()) {
      return Fit.WRONG_TYPE;
    }
    Fit fit = checkDate(parts, LAST_YEAR_OF_TIMESTAMP);
    if (fit != Fit.WHOLE) {
      return fit;
    }
    out.raw(parts.group("year") + "-" + parts.group("month") + "-" + parts.group("day") + " ");
    if (parts.group("hour") == null) {
      out.raw(zoned ? "00:00:00Z" : "00:00:00");
    } else {
      fit = writeTime(parts, zoned, out);
    }
    if (parts.group("era") != null) {
      out.raw(" BC");
    }
    return fit;
  }

  private static Fit checkDate(Matcher parts, int lastYear) {
    int year = Integer.parseInt(parts.group("year"));
    int proleptic = parts.group("era") == null ? year : 1 - year;
    try {
      LocalDate.of(
          proleptic, Integer.parseInt(parts.group("month")), Integer.parseInt(parts.group("day")));
    } catch (DateTimeException e) {
      return Fit.WRONG_TYPE;
    }
    // There is no year 0: it is 1 BC.
    return year == 0 || proleptic < FIRST_YEAR || proleptic > lastYear
        ? Fit.OUT_OF_RANGE
        : Fit.WHOLE;
  }

  private static Fit writeTime(Matcher parts, boolean zoned, CopyText out) {
    String second = parts.group("second") == null ? "00" : parts.group("second");
    String offset = parts.group("offset") == null ? "Z" : parts.group("offset");
    boolean utc = offset.equalsIgnoreCase("Z") || offset.substring(1).matches("[0:]+");
    boolean isTime =
        Integer.parseInt(parts.group("hour")) < 24
            && Integer.parseInt(parts.group("minute")) < 60
            && Integer.parseInt(second) < 60;
    // An offset that would be dropped makes it another time.
    if (!isTime || !(zoned || utc)) {
      return Fit.WRONG_TYPE;
    }
    if (!utc && Integer.parseInt(offset.substring(1, 3)) > MAX_OFFSET_HOURS) {
      return Fit.OUT_OF_RANGE;
    }
    out.raw(parts.group("hour") + ":" + parts.group("minute") + ":" + second);
    Fit fit = writeFraction(parts.group("fraction"), out);
    if (zoned) {
      out.raw(utc ? "Z" : offset);
    }
    return fit;
  }

  private static Fit writeFraction(@Nullable String fraction, CopyText out) {
    if (fraction == null) {
      return Fit.WHOLE;
    }
    int kept = Math.min(FRACTION_DIGITS, fraction.length());
    out.raw("." + fraction.substring(0, kept));
    return fraction.substring(kept).matches("0*") ? Fit.WHOLE : Fit.TRUNCATED;
  }
}
