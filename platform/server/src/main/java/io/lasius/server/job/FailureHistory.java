package io.lasius.server.job;

/**
 * The failed attempts of a job. A complete failure committed nothing, a partial one did.
 *
 * @param successiveComplete complete ones since the last partial one
 * @param successivePartial partial ones since the last complete one
 */
record FailureHistory(int complete, int successiveComplete, int partial, int successivePartial) {
  FailureHistory plus(boolean progress) {
    return progress
        ? new FailureHistory(complete, 0, partial + 1, successivePartial + 1)
        : new FailureHistory(complete + 1, successiveComplete + 1, partial, 0);
  }
}
