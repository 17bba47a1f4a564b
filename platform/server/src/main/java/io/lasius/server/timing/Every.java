package io.lasius.server.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Due again when a time has gone by since it was last begun, and at once where it never was.
 *
 * @param amount of units, 1 to 100,000
 */
public record Every(int amount, Unit unit) implements Timing {
  static final String WORD = "Every ";

  private static final int MAX_AMOUNT = 100_000;
  private static final Pattern FORM =
      Pattern.compile("every +(\\d{1,6}) +([a-z]+)", Pattern.CASE_INSENSITIVE);

  public Every {
    if (amount < 1 || amount > MAX_AMOUNT) {
      throw new InvalidTimingException(
          "'Every %d %s' must be of 1 to %d".formatted(amount, unit, MAX_AMOUNT));
    }
  }

  /** Fixed lengths, whatever the calendar or the clocks do. */
  public enum Unit {
    MINUTES(Duration.ofMinutes(1)),
    HOURS(Duration.ofHours(1)),
    DAYS(Duration.ofDays(1)),
    WEEKS(Duration.ofDays(7)),
    /** Of 30 days. */
    MONTHS(Duration.ofDays(30));

    private final Duration length;

    Unit(Duration length) {
      this.length = length;
    }

    /** One of it may be written without the last letter. */
    private boolean isCalled(String name) {
      return (name + (name.endsWith("S") ? "" : "S")).equals(name());
    }
  }

  /**
   * Reads a form such as {@code Every 24 HOURS}, in any case.
   *
   * @throws InvalidTimingException if it has another one
   */
  public static Every of(String text) {
    var form = FORM.matcher(text.strip());
    if (form.matches()) {
      var unit = form.group(2).toUpperCase(Locale.ROOT);
      var found = Arrays.stream(Unit.values()).filter(known -> known.isCalled(unit)).findFirst();
      if (found.isPresent()) {
        return new Every(Integer.parseInt(form.group(1)), found.get());
      }
    }
    throw new InvalidTimingException(
        "'%s' must be like 'Every 24 HOURS', with MINUTES, HOURS, DAYS, WEEKS or MONTHS"
            .formatted(text));
  }

  @Override
  public Optional<Instant> first(@Nullable Instant lastStart, Instant now) {
    if (lastStart == null) {
      return Optional.of(now);
    }
    var due = lastStart.plus(length());
    return Optional.of(due.isBefore(now) ? now : due);
  }

  @Override
  public Optional<Instant> next(Instant time, Instant after) {
    long gone = Duration.between(time, after).dividedBy(length());
    return Optional.of(time.plus(length().multipliedBy(gone + 1)));
  }

  @Override
  public String text() {
    return WORD + amount + " " + unit;
  }

  private Duration length() {
    return unit.length.multipliedBy(amount);
  }
}
