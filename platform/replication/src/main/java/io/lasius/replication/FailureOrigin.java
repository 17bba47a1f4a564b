package io.lasius.replication;

/** Where a failure arose. */
public enum FailureOrigin {
  SOURCE,
  DESTINATION,
  REPLICATION,
  PERSISTENCE,
  PLATFORM
}
