package io.lasius.server.job;

/** Where a job stands. */
public enum JobStatus {
  /** Waits for its first attempt. */
  PENDING,
  /** An attempt is under way. */
  RUNNING,
  /** An attempt failed, and another will be made. */
  INCOMPLETE,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Whether nothing more will happen to it. */
  public boolean ended() {
    return switch (this) {
      case PENDING, RUNNING, INCOMPLETE -> false;
      case SUCCEEDED, FAILED, CANCELLED -> true;
    };
  }
}
