package io.lasius.replication;

import java.util.ArrayList;
import java.util.List;

/** How a sync ended. */
public sealed interface ReplicationOutcome {
  ReplicationReport report();

  /** Both connectors did all they were asked to. */
  record Succeeded(ReplicationReport report) implements ReplicationOutcome {
    /**
     * How it ended by what count queries found afterwards: with their part in the verdict, and
     * failed where records are missing.
     *
     * @param sourceCountsMustAgree whether a source's count that differs is a failure
     */
    public ReplicationOutcome judgedBy(List<QueryCount> queries, boolean sourceCountsMustAgree) {
      var judged = report;
      var reasons = new ArrayList<FailureReason>();
      for (QueryCount query : queries) {
        judged = judged.with(query);
        var failure = query.failure(sourceCountsMustAgree);
        if (failure != null) {
          reasons.add(failure);
        }
      }
      return reasons.isEmpty() ? new Succeeded(judged) : new Failed(judged, reasons);
    }
  }

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
