package io.lasius.replication;

import io.lasius.protocol.message.FailureType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Says when a connector was silent too long: a source that writes no record and no state (its log
 * lines do not count), a destination that does not take what it is sent. Each is only timed while
 * the sync waits for it, so a source that waits for a slow destination is not silent, and a
 * destination that waits for a slow source does not stall.
 *
 * <p>One thread tells what the sync waits for, another asks.
 */
final class StallDetector {
  private static final long NOT_WAITING = Long.MIN_VALUE;

  private final Duration sourceSilence;
  private final Duration destinationStall;
  private final InstantSource clock;
  private volatile long silentSince = NOT_WAITING;
  private volatile long writingSince = NOT_WAITING;
  private volatile boolean heard = true;

  /** A connector that was silent too long. */
  record Stall(ConnectorRole role, FailureReason reason) {}

  StallDetector(ReplicationLimits limits, InstantSource clock) {
    this.sourceSilence = limits.sourceSilence();
    this.destinationStall = limits.destinationStall();
    this.clock = clock;
  }

  /** From now on the sync waits for the source's next line. */
  void reading() {
    if (heard) {
      silentSince = clock.millis();
      heard = false;
    }
  }

  /** A record or a state came. Called for each, so it mostly only looks. */
  void heard() {
    if (!heard) {
      heard = true;
    }
  }

  /** The source's output ended; it is waited for no more. */
  void sourceEnded() {
    heard = true;
  }

  /** From now on the sync waits for the destination to take bytes. */
  void writing() {
    writingSince = clock.millis();
  }

  /** The destination took them, or never will. */
  void written() {
    writingSince = NOT_WAITING;
  }

  /** The connector that was silent for at least its limit. */
  Optional<Stall> find() {
    if (writingSince != NOT_WAITING) {
      return waited(writingSince, destinationStall)
          ? Optional.of(stalled(ConnectorRole.DESTINATION, FailureOrigin.DESTINATION))
          : Optional.empty();
    }
    return !heard && waited(silentSince, sourceSilence)
        ? Optional.of(stalled(ConnectorRole.SOURCE, FailureOrigin.SOURCE))
        : Optional.empty();
  }

  /** How long there can be no stall that is not there yet; more than zero. */
  Duration untilNextLook() {
    Duration next =
        sourceSilence.compareTo(destinationStall) < 0 ? sourceSilence : destinationStall;
    long writing = writingSince;
    if (writing != NOT_WAITING) {
      next = shorter(next, left(writing, destinationStall));
    } else if (!heard) {
      next = shorter(next, left(silentSince, sourceSilence));
    }
    return next.isPositive() ? next : Duration.ofMillis(1);
  }

  private boolean waited(long since, Duration limit) {
    return !left(since, limit).isPositive();
  }

  private Duration left(long since, Duration limit) {
    return limit.minusMillis(clock.millis() - since);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Stall stalled(ConnectorRole role, FailureOrigin origin) {
    String text =
        switch (role) {
          case SOURCE ->
              "the source wrote no record and no state for %s, which is the limit"
                  .formatted(Sentences.time(sourceSilence));
          case DESTINATION ->
              "the destination took nothing of what it was sent for %s, which is the limit"
                  .formatted(Sentences.time(destinationStall));
        };
    return new Stall(role, new FailureReason(origin, FailureType.TRANSIENT_ERROR, text, ""));
  }
}
