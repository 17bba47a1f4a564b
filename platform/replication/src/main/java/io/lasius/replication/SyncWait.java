package io.lasius.replication;

import java.time.Instant;

/**
 * Something that a sync waits for.
 *
 * @param since when the wait began
 */
public record SyncWait(Kind kind, Instant since) {
  /** What it waits for. */
  public enum Kind {
    /** A record or a state of the source. */
    SOURCE,
    /** That the destination takes what it is sent. */
    DESTINATION_INPUT,
    /** A state that was sent and is to come back, or the destination's end after its input's. */
    DESTINATION_RETURNS,
    /** That whoever keeps the returned states has stored them. */
    STORE
  }
}
