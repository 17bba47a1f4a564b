package io.lasius.replication;

/** Why the platform did not send a record that the source wrote. */
public enum Rejection {
  /** Its line cannot be read, or has no data object. */
  UNREADABLE,
  /** A mapper failed on it. */
  UNMAPPED
}
