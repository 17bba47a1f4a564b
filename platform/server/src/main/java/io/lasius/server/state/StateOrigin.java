package io.lasius.server.state;

import org.jspecify.annotations.Nullable;

/**
 * Where a version of a state comes from.
 *
 * @param restoredVersion the version at which the same position was reached first; null where it is
 *     a new one
 * @param jobId null where no job made it
 * @param attempt null where no attempt made it
 * @param records committed since the version before
 * @param bytes of those records
 */
public record StateOrigin(
    StateReason reason,
    @Nullable Long restoredVersion,
    @Nullable Long jobId,
    @Nullable Integer attempt,
    long records,
    long bytes) {
  /** Of a state that a destination returned. */
  public static StateOrigin sync(long jobId, int attempt, long records, long bytes) {
    return new StateOrigin(StateReason.SYNC, null, jobId, attempt, records, bytes);
  }

  /** Of a change that stands for no records. */
  public static StateOrigin of(StateReason reason, @Nullable Long jobId) {
    return new StateOrigin(reason, null, jobId, null, 0, 0);
  }

  /** Of a state that somebody set. */
  public static StateOrigin set(StateReason reason, @Nullable Long restoredVersion) {
    return new StateOrigin(reason, restoredVersion, null, null, 0, 0);
  }
}
