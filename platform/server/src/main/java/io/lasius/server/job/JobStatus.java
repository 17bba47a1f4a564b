package io.lasius.server.job;

import java.util.Locale;

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

  /**
   * The name in every API. Between attempts it counts as running: some clients take "incomplete"
   * for an end, which it is not.
   */
  String publicName() {
    return switch (this) {
      case INCOMPLETE, RUNNING -> "running";
      case PENDING, SUCCEEDED, FAILED, CANCELLED -> name().toLowerCase(Locale.ROOT);
    };
  }

  /** Whether nothing more will happen to it. */
  public boolean ended() {
    return switch (this) {
      case PENDING, RUNNING, INCOMPLETE -> false;
      case SUCCEEDED, FAILED, CANCELLED -> true;
    };
  }
}
