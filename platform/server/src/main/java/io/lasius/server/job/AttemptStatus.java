package io.lasius.server.job;

/** How an attempt stands. */
public enum AttemptStatus {
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED
}
