package io.lasius.replication;

import io.lasius.protocol.wire.ReaderLimits;
import java.time.Duration;

/**
 * How long and how large.
 *
 * @param reader longest line, and the memory that long lines of all syncs share
 * @param exit longest wait for a connector to end once its output ended
 * @param finish longest wait for the destination after the end of its input
 * @param cancel longest wait for the destination after a cancel, before it is killed
 */
public record ReplicationLimits(
    ReaderLimits reader, Duration exit, Duration finish, Duration cancel) {
  public static final Duration DEFAULT_EXIT = Duration.ofSeconds(60);
  public static final Duration DEFAULT_FINISH = Duration.ofHours(2);
  public static final Duration DEFAULT_CANCEL = Duration.ofSeconds(30);

  /** The defaults, with the given limits of a line. */
  public static ReplicationLimits of(ReaderLimits reader) {
    return new ReplicationLimits(reader, DEFAULT_EXIT, DEFAULT_FINISH, DEFAULT_CANCEL);
  }
}
