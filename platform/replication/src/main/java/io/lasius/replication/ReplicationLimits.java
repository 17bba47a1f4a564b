package io.lasius.replication;

import io.lasius.protocol.wire.ReaderLimits;
import java.time.Duration;

/**
 * How long and how large.
 *
 * @param reader longest line, and the memory that long lines of all syncs share
 * @param exit longest wait for a connector to end once its output ended, or once it took no more
 *     input
 * @param finish longest wait for the destination after the end of its input
 * @param cancel longest wait for the destination after a cancel, before it is killed
 * @param sourceSilence longest wait for a record or state of the source
 * @param destinationStall longest wait for the destination to take what it is sent
 */
public record ReplicationLimits(
    ReaderLimits reader,
    Duration exit,
    Duration finish,
    Duration cancel,
    Duration sourceSilence,
    Duration destinationStall) {
  public static final Duration DEFAULT_EXIT = Duration.ofSeconds(60);
  public static final Duration DEFAULT_FINISH = Duration.ofHours(2);
  public static final Duration DEFAULT_CANCEL = Duration.ofSeconds(30);

  /** Airbyte's threshold of a source's heartbeat, which it measures and does not enforce. */
  public static final Duration DEFAULT_SOURCE_SILENCE = Duration.ofHours(3);

  /** Airbyte's timeout of a destination, which it enforces. */
  public static final Duration DEFAULT_DESTINATION_STALL = Duration.ofHours(2);

  public ReplicationLimits {
    if (!sourceSilence.isPositive() || !destinationStall.isPositive()) {
      throw new IllegalArgumentException(
          "a connector may be silent for %s and %s, but both must be more than zero"
              .formatted(sourceSilence, destinationStall));
    }
  }

  /** The defaults, with the given limits of a line. */
  public static ReplicationLimits of(ReaderLimits reader) {
    return new ReplicationLimits(
        reader,
        DEFAULT_EXIT,
        DEFAULT_FINISH,
        DEFAULT_CANCEL,
        DEFAULT_SOURCE_SILENCE,
        DEFAULT_DESTINATION_STALL);
  }
}
