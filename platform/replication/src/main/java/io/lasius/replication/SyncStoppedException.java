package io.lasius.replication;

/** A rule of the plan says that the sync is not to go on. */
final class SyncStoppedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient FailureReason reason;

  SyncStoppedException(FailureReason reason) {
    super(reason.message());
    this.reason = reason;
  }

  FailureReason reason() {
    return reason;
  }
}
