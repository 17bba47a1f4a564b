package io.lasius.server.cli;

import org.jspecify.annotations.Nullable;

/**
 * A job, as the API tells it.
 *
 * @param status pending, running, succeeded, failed or cancelled
 * @param jobType sync, refresh or reset
 * @param lastUpdatedAt when it ended; null before
 * @param duration ISO 8601; null while it waits for its first attempt
 * @param waitsFor why no attempt runs, as the end of a sentence; told of one job alone
 */
record JobView(
    long jobId,
    String status,
    String jobType,
    String startTime,
    String connectionId,
    @Nullable String lastUpdatedAt,
    @Nullable String duration,
    long bytesSynced,
    long rowsSynced,
    @Nullable String waitsFor) {
  static final String SYNC = "sync";

  boolean ended() {
    return switch (status) {
      case "succeeded", "failed", "cancelled" -> true;
      default -> false;
    };
  }

  boolean failed() {
    return status.equals("failed");
  }

  /** What it waits for, where it does not run, as the end of a sentence. */
  String waitsForText() {
    return waitsFor == null ? "an attempt" : TextTable.printable(waitsFor);
  }

  /** The command that shows its log. */
  String logs() {
    return "./lasius logs " + jobId;
  }

  /** The command that ends it. */
  String cancel() {
    return "./lasius cancel " + jobId;
  }
}
