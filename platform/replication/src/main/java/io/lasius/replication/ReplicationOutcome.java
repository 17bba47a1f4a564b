package io.lasius.replication;

import java.util.List;

/** How a sync ended. */
public sealed interface ReplicationOutcome {
  ReplicationReport report();

  /** Both connectors did all they were asked to. */
  record Succeeded(ReplicationReport report) implements ReplicationOutcome {}

  /** Somebody cancelled it. What was committed stays committed. */
  record Cancelled(ReplicationReport report) implements ReplicationOutcome {}

  /**
   * Something failed. What was committed stays committed.
   *
   * @param reasons at least one, the first that happened first
   */
  record Failed(ReplicationReport report, List<FailureReason> reasons)
      implements ReplicationOutcome {
    public Failed {
      reasons = List.copyOf(reasons);
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("a failure has no reason");
      }
    }

    public FailureReason first() {
      return reasons.getFirst();
    }
  }
}
