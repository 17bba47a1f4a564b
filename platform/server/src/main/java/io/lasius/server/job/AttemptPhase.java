package io.lasius.server.job;

/** What an attempt does, in order. */
public enum AttemptPhase {
  /** Waits for its turn, from when it was due. */
  QUEUED,
  /** Asks both connectors whether they work, where one of them failed before. */
  CHECKING,
  /** Asks the source what it offers, where that is due. */
  DISCOVERING,
  /** Starts both containers. */
  STARTING,
  /** Moves records. */
  MOVING,
  /** Waits for what the destination returns after the last record. */
  FINISHING
}
