package io.lasius.server.admission;

import io.lasius.server.http.Form;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When a connection's jobs get their turn. What is absent is the default. */
record ConnectionQueueBody(
    @Form(words = Priority.class) @Nullable String priority,
    @Nullable List<BlackoutBody> blackouts,
    @Nullable UUID syncAfter) {
  /**
   * A blackout.
   *
   * @param from such as {@code 22:00}
   * @param to the same; where it is not after {@code from}, on the next day
   * @param timeZone such as {@code Europe/Berlin}; UTC where it is absent
   */
  record BlackoutBody(
      @Form(words = DayOfWeek.class) @Nullable List<String> days,
      @Nullable String from,
      @Nullable String to,
      @Nullable String timeZone) {
    static BlackoutBody of(Blackout blackout) {
      return new BlackoutBody(
          blackout.days().stream().map(ConnectionQueueBody::lower).toList(),
          blackout.from().toString(),
          blackout.to().toString(),
          blackout.zone().getId());
    }

    Blackout blackout() {
      var names = Required.of("days", days);
      if (names.isEmpty()) {
        throw Problem.badRequest("a blackout has no days").asException();
      }
      return new Blackout(
          names.stream().map(day -> word(DayOfWeek.class, "days", day)).collect(Collectors.toSet()),
          time("from", from, LocalTime::parse, "a time such as 22:00"),
          time("to", to, LocalTime::parse, "a time such as 06:00"),
          time(
              "timeZone",
              timeZone == null ? "UTC" : timeZone,
              ZoneId::of,
              "a time zone such as Europe/Berlin"));
    }

    private static <T> T time(
        String property, @Nullable String text, Function<String, T> parse, String wanted) {
      var given = Required.of(property, text);
      try {
        return parse.apply(given);
      } catch (DateTimeException e) {
        throw Problem.badRequest("%s is '%s', but must be %s".formatted(property, given, wanted))
            .asException(e);
      }
    }
  }

  static ConnectionQueueBody of(ConnectionQueue queue) {
    return new ConnectionQueueBody(
        lower(queue.priority()),
        queue.blackouts().stream().map(BlackoutBody::of).toList(),
        queue.syncAfter());
  }

  /** Refuses, by 400, what cannot be. */
  ConnectionQueue of(UUID connectionId, Instant now) {
    var found =
        blackouts == null
            ? List.<Blackout>of()
            : blackouts.stream().map(BlackoutBody::blackout).toList();
    if (!Blackout.everEnd(found, now)) {
      throw Problem.badRequest("the blackouts leave no time of the week to run in").asException();
    }
    return new ConnectionQueue(
        connectionId,
        priority == null ? Priority.NORMAL : word(Priority.class, "priority", priority),
        found,
        syncAfter);
  }

  private static <E extends Enum<E>> E word(Class<E> type, String property, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() ->
            Problem.badRequest(
                    "%s: '%s' must be one of %s"
                        .formatted(
                            property,
                            text,
                            Arrays.stream(type.getEnumConstants())
                                .map(ConnectionQueueBody::lower)
                                .collect(Collectors.joining(", "))))
                .asException());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
