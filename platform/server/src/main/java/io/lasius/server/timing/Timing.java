package io.lasius.server.timing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The times at which something is due. Two of them are at least a minute apart. */
public sealed interface Timing permits Manual, Every, Cron {
  /**
   * Reads what {@link #text()} wrote.
   *
   * @throws InvalidTimingException if it is none
   */
  @JsonCreator
  static Timing of(String text) {
    if (text.equals(Manual.TEXT)) {
      return new Manual();
    }
    return text.startsWith(Every.WORD) ? Every.of(text) : Cron.of(text);
  }

  /**
   * The first time of a new series.
   *
   * @param lastStart when it was last done; null where it never was
   * @return none where it is never due; no earlier than now
   */
  Optional<Instant> first(@Nullable Instant lastStart, Instant now);

  /**
   * The time that comes after another moment.
   *
   * @param time one of the series
   * @param after at or after that time
   * @return later than {@code after}; none where it is not due any more
   */
  Optional<Instant> next(Instant time, Instant after);

  /** In words that {@link #of(String)} reads. */
  @JsonValue
  String text();
}
