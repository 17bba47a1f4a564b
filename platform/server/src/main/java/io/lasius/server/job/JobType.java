package io.lasius.server.job;

import java.util.List;
import java.util.Locale;

/** What a job does. */
public enum JobType {
  /** Brings what is new. */
  SYNC,
  /** Reads streams from their beginning; what the destination has of them stays. */
  REFRESH_MERGE,
  /**
   * Reads streams from their beginning; what the destination had of them goes when that is done.
   */
  REFRESH_TRUNCATE,
  /** Takes away what the destination has of some streams, and reads nothing. */
  CLEAR;

  /** Whether it reads the streams that it lists from their beginning. */
  public boolean refreshes() {
    return switch (this) {
      case REFRESH_MERGE, REFRESH_TRUNCATE -> true;
      case SYNC, CLEAR -> false;
    };
  }

  /** The name in the public API, which knows a clear as a reset. */
  String publicName() {
    return switch (this) {
      case SYNC -> "sync";
      case REFRESH_MERGE, REFRESH_TRUNCATE -> "refresh";
      case CLEAR -> "reset";
    };
  }

  /** The types of a public name, in any case; none where there is no such name. */
  static List<JobType> named(String publicName) {
    return switch (publicName.toLowerCase(Locale.ROOT)) {
      case "sync" -> List.of(SYNC);
      case "refresh" -> List.of(REFRESH_MERGE, REFRESH_TRUNCATE);
      case "reset", "clear" -> List.of(CLEAR);
      default -> List.of();
    };
  }
}
