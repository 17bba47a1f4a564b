package io.lasius.replication;

import io.lasius.protocol.message.StreamStatusTrace.StreamStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sync waits for, and since when. A source is only waited for while its output is read, so
 * one that waits for a slow destination is not silent; a destination only while it is written to,
 * and after the end of its input. A source's log lines are no sign that it goes on.
 *
 * <p>The thread that carries records tells of the source and of the destination's input, the one
 * that commits of the rest, and the ledger of states of those under way; any thread may ask.
 */
final class SyncWaits {
  private static final long NOT_WAITING = Long.MIN_VALUE;

  private final InstantSource clock;
  private final RateLimits rateLimits = new RateLimits();
  private volatile long silentSince = NOT_WAITING;
  private volatile long writingSince = NOT_WAITING;
  private volatile long returnsSince = NOT_WAITING;
  private volatile long owedSince = NOT_WAITING;
  private volatile long storingSince = NOT_WAITING;
  private volatile boolean heard = true;
  private volatile boolean returnsEnded;

  SyncWaits(InstantSource clock) {
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
      rateLimits.heard();
    }
  }

  /** The source told where a stream stands. */
  void status(StreamStatus status) {
    rateLimits.told(status);
  }

  /** The source's output ended, or is to end; it is waited for no more. */
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

  /**
   * States are under way that the destination has not returned, or none are. It may keep them until
   * the end of its input, so this is no silence; but whoever looks is to know.
   */
  void owed(boolean any) {
    owedSince = any ? clock.millis() : NOT_WAITING;
  }

  /** From now on the sync waits for what the destination returns. */
  void inputEnded() {
    returnsSince = clock.millis();
  }

  /** The destination's output ended. */
  void returnsEnded() {
    returnsEnded = true;
  }

  /** States came back, and are to be stored. */
  void storing() {
    long now = clock.millis();
    if (returnsSince != NOT_WAITING) {
      returnsSince = now;
    }
    storingSince = now;
  }

  void stored() {
    storingSince = NOT_WAITING;
  }

  /** Until when the source said that it has to wait; null where it did not say so. */
  @Nullable Instant rateLimitedUntil() {
    long until = rateLimits.until();
    return until == RateLimits.NONE ? null : Instant.ofEpochMilli(until);
  }

  /** The connector that the sync waits for; null where it waits for none. */
  @Nullable SyncWait forConnector() {
    long writing = writingSince;
    if (writing != NOT_WAITING) {
      return wait(SyncWait.Kind.DESTINATION_INPUT, writing);
    }
    long returns = returnsSince;
    if (returns != NOT_WAITING) {
      return returnsEnded ? null : wait(SyncWait.Kind.DESTINATION_RETURNS, returns);
    }
    return heard ? null : wait(SyncWait.Kind.SOURCE, silentSince);
  }

  /** All that is waited for at this moment. */
  List<SyncWait> all() {
    var waits = new ArrayList<SyncWait>();
    SyncWait connector = forConnector();
    if (connector != null) {
      waits.add(connector);
    }
    long owed = owedSince;
    if (owed != NOT_WAITING && returnsSince == NOT_WAITING) {
      waits.add(wait(SyncWait.Kind.DESTINATION_RETURNS, owed));
    }
    long storing = storingSince;
    if (storing != NOT_WAITING) {
      waits.add(wait(SyncWait.Kind.STORE, storing));
    }
    return waits;
  }

  private static SyncWait wait(SyncWait.Kind kind, long since) {
    return new SyncWait(kind, Instant.ofEpochMilli(since));
  }
}
