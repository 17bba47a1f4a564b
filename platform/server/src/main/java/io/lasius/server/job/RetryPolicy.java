package io.lasius.server.job;

import io.lasius.server.RetrySettings;
import java.time.Duration;

/** Whether and when a failed job is tried again. */
record RetryPolicy(RetrySettings settings) {
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
    if (history.successiveComplete() >= settings.successiveComplete()
        || history.complete() >= settings.complete()
        || history.successivePartial() >= settings.successivePartial()
        || history.partial() >= settings.partial()) {
      return new GiveUp();
    }
    return new Retry(
        delayAfter(Math.max(history.successiveComplete(), history.successivePartial())));
  }

  /** Whoever fails again and again is left alone for longer, progress or not. */
  private Duration delayAfter(int inARow) {
    var delay = settings.delay();
    for (int failure = 1; failure < inARow && delay.compareTo(settings.maxDelay()) < 0; failure++) {
      delay = delay.multipliedBy(settings.factor());
    }
    return delay.compareTo(settings.maxDelay()) < 0 ? delay : settings.maxDelay();
  }
}
