package io.lasius.replication;

import io.lasius.protocol.wire.ReaderLimits;
import java.time.Duration;

/**
 * How long and how large.
 *
 * @param reader longest line, and the memory that long lines of all syncs share
 * @param exit longest wait for a connector to end once its output ended, or once it took no more
 *     input
 * @param cancel longest wait for the destination after a cancel, before it is killed
 * @param stalls how long a connector may keep the sync waiting
 */
public record ReplicationLimits(
    ReaderLimits reader, Duration exit, Duration cancel, StallLimits stalls) {
  public static final Duration DEFAULT_EXIT = Duration.ofSeconds(60);
  public static final Duration DEFAULT_CANCEL = Duration.ofSeconds(30);

  /** The defaults, with the given limits of a line. */
  public static ReplicationLimits of(ReaderLimits reader) {
    return new ReplicationLimits(reader, DEFAULT_EXIT, DEFAULT_CANCEL, StallLimits.DEFAULT);
  }

  public ReplicationLimits with(StallLimits other) {
    return new ReplicationLimits(reader, exit, cancel, other);
  }
}
