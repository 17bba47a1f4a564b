package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Where in a sync: between two states that follow each other.
 *
 * @param scope null for states of all streams
 * @param after number of the state before; 0 for the beginning
 * @param upTo number of the state at its end
 */
record Interval(@Nullable StreamDescriptor scope, long after, long upTo) {
  /** As in: of stream users between the beginning and state 3. */
  String text() {
    return "of %s between %s and state %d"
        .formatted(
            scope == null ? "all streams" : "stream " + scope,
            after == 0 ? "the beginning" : "state " + after,
            upTo);
  }
}
