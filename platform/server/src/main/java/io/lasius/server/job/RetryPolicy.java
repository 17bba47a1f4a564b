package io.lasius.server.job;

import java.time.Duration;

/**
 * Whether and when a failed job is tried again. The limits are those of Airbyte's platform.
 *
 * @param delay wait after the first failure without progress; each further one triples it
 * @param maxDelay longest wait
 */
record RetryPolicy(Duration delay, Duration maxDelay) {
  private static final int MAX_SUCCESSIVE_COMPLETE = 5;
  private static final int MAX_COMPLETE = 10;
  private static final int MAX_SUCCESSIVE_PARTIAL = 1000;
  private static final int MAX_PARTIAL = 20;
  private static final int BASE = 3;

  /** What follows a failure. */
  sealed interface Decision {}

  /** Another attempt, after a while. */
  record Retry(Duration delay) implements Decision {}

  /** None: there were too many. */
  record GiveUp() implements Decision {}

  /**
   * Decides.
   *
   * @param history with the failure that just happened
   */
  Decision after(FailureHistory history) {
    if (history.successiveComplete() >= MAX_SUCCESSIVE_COMPLETE
        || history.complete() >= MAX_COMPLETE
        || history.successivePartial() >= MAX_SUCCESSIVE_PARTIAL
        || history.partial() >= MAX_PARTIAL) {
      return new GiveUp();
    }
    return new Retry(delayAfter(history.successiveComplete()));
  }

  /** An attempt that got somewhere is followed by the next at once. */
  private Duration delayAfter(int successiveComplete) {
    if (successiveComplete == 0) {
      return Duration.ZERO;
    }
    var grown = delay.multipliedBy((long) Math.pow(BASE, successiveComplete - 1.0));
    return grown.compareTo(maxDelay) < 0 ? grown : maxDelay;
  }
}
