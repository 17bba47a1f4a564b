package io.lasius.replication;

/** Where a failure arose. */
public enum FailureOrigin {
  SOURCE,
  DESTINATION,
  REPLICATION,
  PERSISTENCE,
  PLATFORM;

  /** That of a connector's own failure. */
  public static FailureOrigin of(ConnectorRole role) {
    return switch (role) {
      case SOURCE -> SOURCE;
      case DESTINATION -> DESTINATION;
    };
  }
}
