package io.lasius.replication;

import org.jspecify.annotations.Nullable;

/** A connector could not be started. */
public final class LaunchException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient FailureReason reason;

  public LaunchException(FailureReason reason, @Nullable Throwable cause) {
    super(reason.message(), cause);
    this.reason = reason;
  }

  public FailureReason reason() {
    return reason;
  }
}
