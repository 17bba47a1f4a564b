package io.lasius.replication;

import org.jspecify.annotations.Nullable;

/** What the destination returned could not be stored. The sync ends; nothing of it is lost. */
public final class CommitException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient @Nullable FailureReason reason;

  public CommitException(String message, Throwable cause) {
    super(message, cause);
    this.reason = null;
  }

  /** It must not be stored: the sync fails for this reason. */
  public CommitException(FailureReason reason) {
    super(reason.message());
    this.reason = reason;
  }

  /** Why it must not be stored; null where it could not be. */
  @Nullable FailureReason reason() {
    return reason;
  }
}
