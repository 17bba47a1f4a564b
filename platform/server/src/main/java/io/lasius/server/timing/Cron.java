package io.lasius.server.timing;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Due by the clock on the wall: a Quartz expression of 6 or 7 fields, and a time zone.
 *
 * <p>Where the clocks go forward, a time that they leave out comes as long after midnight as on any
 * other day. Where they go back, a time that comes twice is due the first time; but an expression
 * of all hours is due in each hour that goes by.
 */
public final class Cron implements Timing {
  private static final int MAX_LENGTH = 256;
  private static final int FEWEST_FIELDS = 6;
  private static final int FIELDS_WITH_YEAR = 7;
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

  private final String expression;
  private final ZoneId zone;
  private final ExecutionTime times;
  private final boolean everyHour;

  private Cron(String expression, ZoneId zone) {
    this.expression = expression;
    this.zone = zone;
    var cron = parse(expression);
    if (!(field(cron, CronFieldName.SECOND) instanceof On)) {
      throw new InvalidTimingException(
          "'%s' is due more than once a minute: its first field, the seconds, must be one number"
              .formatted(expression));
    }
    this.everyHour = field(cron, CronFieldName.HOUR) instanceof Always;
    this.times = ExecutionTime.forCron(cron);
  }

  /**
   * Reads an expression, and the time zone behind it; without one it is UTC.
   *
   * @throws InvalidTimingException if it is none
   */
  public static Cron of(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidTimingException(
          "the cron expression has %d characters, but may have %d"
              .formatted(text.length(), MAX_LENGTH));
    }
    var words = Arrays.asList(text.strip().split("\\s+"));
    var last = words.getLast();
    boolean zoned =
        last.equalsIgnoreCase("UTC")
            || (words.size() > FEWEST_FIELDS && Character.isLetter(last.charAt(0)));
    var fields = zoned ? words.subList(0, words.size() - 1) : words;
    return new Cron(
        String.join(" ", checked(fields, text)), zoned ? zone(last, text) : zone("UTC", text));
  }

  private static List<String> checked(List<String> fields, String text) {
    if (fields.size() < FEWEST_FIELDS || fields.size() > FIELDS_WITH_YEAR) {
      throw new InvalidTimingException(
          "the cron expression '%s' has %d fields, but must have 6 or 7: seconds, minutes, hours, day of the month, month, day of the week, and a year where one is meant; a time zone may follow"
              .formatted(text, fields.size()));
    }
    return fields;
  }

  private static ZoneId zone(String name, String text) {
    try {
      return ZoneId.of(name.equalsIgnoreCase("UTC") ? "UTC" : name);
    } catch (DateTimeException e) {
      throw new InvalidTimingException(
          "the cron expression '%s' ends with '%s', which is no time zone such as Europe/Berlin"
              .formatted(text, name),
          e);
    }
  }

  private static FieldExpression field(com.cronutils.model.Cron cron, CronFieldName name) {
    return Objects.requireNonNull(cron.retrieveFieldsAsMap().get(name)).getExpression();
  }

  private static com.cronutils.model.Cron parse(String expression) {
    try {
      return PARSER.parse(expression).validate();
    } catch (IllegalArgumentException e) {
      throw new InvalidTimingException(
          "the cron expression '%s' cannot be read: %s".formatted(expression, e.getMessage()), e);
    }
  }

  @Override
  public Optional<Instant> first(@Nullable Instant lastStart, Instant now) {
    return after(now);
  }

  @Override
  public Optional<Instant> next(Instant time, Instant after) {
    return after(after);
  }

  /** The library leaves out what is not on the clock, so it is asked for times without a zone. */
  private Optional<Instant> after(Instant after) {
    for (var wall = onWall(begin(after)); wall.isPresent(); wall = onWall(wall.get())) {
      var time = instant(wall.get(), after);
      if (time.isAfter(after)) {
        return Optional.of(everyHour ? repeated(after, time) : time);
      }
    }
    return Optional.empty();
  }

  private Optional<LocalDateTime> onWall(LocalDateTime after) {
    return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }

  /** The clock's time; right after it went forward, as if it had not. */
  private LocalDateTime begin(Instant after) {
    var change = zone.getRules().previousTransition(after.plusNanos(1));
    return change != null
            && change.isGap()
            && after.isBefore(change.getInstant().plus(change.getDuration()))
        ? LocalDateTime.ofInstant(after, change.getOffsetBefore())
        : LocalDateTime.ofInstant(after, zone);
  }

  /** A time that is not on the clock is moved by as much as the clock is. */
  private Instant instant(LocalDateTime wall, Instant after) {
    var first = wall.atZone(zone);
    if (!everyHour) {
      return first.toInstant();
    }
    if (zone.getRules().getValidOffsets(wall).isEmpty()) {
      // The hour is left out, and there is the next one.
      return after;
    }
    return first.toInstant().isAfter(after)
        ? first.toInstant()
        : first.withLaterOffsetAtOverlap().toInstant();
  }

  /** The clock may go back before a time, so that one comes again that has been. */
  private Instant repeated(Instant after, Instant time) {
    var change = zone.getRules().nextTransition(after);
    if (change == null || change.isGap() || change.getInstant().isAfter(time)) {
      return time;
    }
    return onWall(change.getDateTimeAfter().minusSeconds(1))
        .filter(wall -> wall.isBefore(change.getDateTimeBefore()))
        .map(wall -> wall.toInstant(change.getOffsetAfter()))
        .orElse(time);
  }

  /** With the zone, also where it is UTC: Airbyte's clients see a difference otherwise. */
  @Override
  public String text() {
    return expression + " " + zone.getId();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cron that && that.text().equals(text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
