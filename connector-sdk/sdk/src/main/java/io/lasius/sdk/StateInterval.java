package io.lasius.sdk;

import java.time.Duration;

/**
 * How often a position is due: after so many records or so much time, whichever is first.
 *
 * @param records at least 1
 * @param time more than zero
 */
public record StateInterval(long records, Duration time) {
  /** Every 10,000 records or 10 seconds: what a failure can cost to read again. */
  public static final StateInterval DEFAULT = new StateInterval(10_000, Duration.ofSeconds(10));

  public StateInterval {
    if (records < 1) {
      throw new IllegalArgumentException(
          "a state is due after %d records, but must be after at least 1".formatted(records));
    }
    if (!time.isPositive()) {
      throw new IllegalArgumentException(
          "a state is due after %s, but must be after a positive time".formatted(time));
    }
  }
}
