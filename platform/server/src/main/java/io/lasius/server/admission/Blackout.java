package io.lasius.server.admission;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A time of the week in which no attempt of a connection begins.
 *
 * @param days on which it begins; not empty
 * @param to when it ends; where that is not after {@code from}, on the next day
 */
public record Blackout(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  /** Blackouts that go on for longer never end: a week has then no time without one. */
  private static final Duration LONGEST = Duration.ofDays(8);

  public Blackout {
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
  }

  /** Reads what {@link #text()} wrote. */
  @JsonCreator
  static Blackout of(String text) {
    var parts = text.split(" ", -1);
    return new Blackout(
        Arrays.stream(parts[0].split(",", -1)).map(DayOfWeek::valueOf).collect(Collectors.toSet()),
        LocalTime.parse(parts[1]),
        LocalTime.parse(parts[2]),
        ZoneId.of(parts[3]));
  }

  @JsonValue
  String text() {
    return "%s %s %s %s"
        .formatted(
            days.stream().map(DayOfWeek::name).collect(Collectors.joining(",")), from, to, zone);
  }

  /**
   * When the blackouts that a moment lies in are over, those that follow at once included.
   *
   * @return none where it lies in none; if they never end, a time more than a week ahead
   */
  public static Optional<Instant> end(List<Blackout> blackouts, Instant now) {
    var end = now;
    for (var next = latest(blackouts, end);
        next.isPresent() && end.isBefore(now.plus(LONGEST));
        next = latest(blackouts, end)) {
      end = next.get();
    }
    return end.equals(now) ? Optional.empty() : Optional.of(end);
  }

  static boolean everEnd(List<Blackout> blackouts, Instant now) {
    return end(blackouts, now).map(end -> end.isBefore(now.plus(LONGEST))).orElse(true);
  }

  private static Optional<Instant> latest(List<Blackout> blackouts, Instant time) {
    return blackouts.stream()
        .flatMap(blackout -> blackout.until(time).stream())
        .max(Comparator.naturalOrder());
  }

  private Optional<Instant> until(Instant time) {
    var today = time.atZone(zone).toLocalDate();
    return Stream.of(today.minusDays(1), today)
        .filter(day -> days.contains(day.getDayOfWeek()))
        .filter(day -> !day.atTime(from).atZone(zone).toInstant().isAfter(time))
        .map(day -> (to.isAfter(from) ? day : day.plusDays(1)).atTime(to).atZone(zone).toInstant())
        .filter(end -> end.isAfter(time))
        .max(Comparator.naturalOrder());
  }
}
