package io.lasius.server;

import java.time.Duration;

/**
 * How a failed job is tried again. A failure is complete if its attempt committed nothing, else
 * partial.
 *
 * @param delay wait after the first failure; each further one in a row makes it longer
 * @param factor how many times as long
 * @param maxDelay longest such wait
 * @param successiveComplete so many complete failures in a row end the job
 * @param complete so many complete failures end the job
 * @param successivePartial so many partial failures in a row end the job
 * @param partial so many partial failures end the job
 */
public record RetrySettings(
    Duration delay,
    int factor,
    Duration maxDelay,
    int successiveComplete,
    int complete,
    int successivePartial,
    int partial) {
  private static final int MOST = 1_000_000;
  private static final int MOST_FACTOR = 100;

  /** By default the numbers of Airbyte's platform. */
  static RetrySettings of(SettingReader read) {
    return new RetrySettings(
        read.duration("retry-delay", "10s"),
        (int) read.number("retry-delay-factor", 3, 1, MOST_FACTOR),
        read.duration("retry-delay-max", "30m"),
        (int) read.number("max-successive-complete-failures", 5, 1, MOST),
        (int) read.number("max-complete-failures", 10, 1, MOST),
        (int) read.number("max-successive-partial-failures", 1000, 1, MOST),
        (int) read.number("max-partial-failures", 20, 1, MOST));
  }
}
