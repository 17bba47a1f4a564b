package io.lasius.server.timing;

/** What becomes of times that were missed: no server ran, or something else was under way. */
public enum MissedRuns {
  /** All of them together are made up for by one run, as soon as it can be. */
  ONCE,
  /** Nothing, until the next time. */
  SKIP
}
