package io.lasius.server.timing;

/** When something is done by itself, and what becomes of the times that are missed. */
public record Schedule(Timing timing, MissedRuns missedRuns) {
  /** By nobody but whoever asks for it. */
  public static final Schedule MANUAL = new Schedule(new Manual(), MissedRuns.ONCE);
}
