package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.StateMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state that the destination returned, and the records that it stands for.
 *
 * @param state the source's own, byte for byte; null where the source sent none, so that the
 *     records are committed without a point to resume from
 * @param counts records since the state before, by stream of the source
 */
public record StateCommit(
    @Nullable StateMessage state, Map<StreamDescriptor, StreamCounts> counts) {
  public StateCommit {
    counts = Map.copyOf(counts);
  }
}
