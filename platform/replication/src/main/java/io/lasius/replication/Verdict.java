package io.lasius.replication;

import java.util.List;

/**
 * Whether the counts of those who moved the records prove that none is missing.
 *
 * @param reasons one sentence each; empty where verified. At most {@value #MAX_REASONS}, the first
 *     that happened first
 */
public record Verdict(Kind kind, List<String> reasons) {
  static final int MAX_REASONS = 100;

  /** What the counts say. */
  public enum Kind {
    /**
     * Source and destination counted each record, both as the platform did, and each is committed,
     * filtered or rejected.
     */
    VERIFIED,
    /** Nobody counted otherwise, but somebody did not count, or a record is not accounted for. */
    UNVERIFIED,
    /** Somebody counted otherwise than the platform. */
    MISMATCH
  }

  public Verdict {
    reasons = reasons.stream().limit(MAX_REASONS).toList();
    if (reasons.isEmpty() != (kind == Kind.VERIFIED)) {
      throw new IllegalArgumentException(
          "a verdict is %s for %d reasons".formatted(kind, reasons.size()));
    }
  }

  /** A mismatch where there is one, else unverified where there is a doubt, else verified. */
  static Verdict of(List<String> mismatches, List<String> doubts) {
    if (!mismatches.isEmpty()) {
      return new Verdict(Kind.MISMATCH, mismatches);
    }
    return new Verdict(doubts.isEmpty() ? Kind.VERIFIED : Kind.UNVERIFIED, doubts);
  }
}
