package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.StateStats;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a destination counted between two states that it returned.
 *
 * @param stored records that it stored
 * @param rejected records that it did not, and says so
 */
record DestinationCount(long stored, long rejected) {
  /** Null where it does not count. */
  static @Nullable DestinationCount of(@Nullable StateStats stats) {
    if (stats == null || stats.recordCount() == null) {
      return null;
    }
    BigDecimal rejected = stats.rejectedRecordCount();
    return new DestinationCount(
        stats.recordCount().longValue(), rejected == null ? 0 : rejected.longValue());
  }

  long total() {
    return stored + rejected;
  }

  /** The one stream that all of these are about, if it is one. */
  static Optional<StreamDescriptor> only(Map<StreamDescriptor, StreamCounts> counts) {
    List<StreamDescriptor> moved =
        counts.entrySet().stream()
            .filter(one -> one.getValue().records() > 0)
            .map(Map.Entry::getKey)
            .toList();
    return moved.size() == 1 ? Optional.of(moved.getFirst()) : Optional.empty();
  }

  /** What was sent without what was rejected, where it is plain of which stream that was. */
  Map<StreamDescriptor, StreamCounts> committed(Map<StreamDescriptor, StreamCounts> sent) {
    var stream = rejected == 0 ? Optional.<StreamDescriptor>empty() : only(sent);
    if (stream.isEmpty()) {
      return sent;
    }
    var committed = new HashMap<>(sent);
    committed.computeIfPresent(
        stream.get(),
        (_, counts) -> new StreamCounts(Math.max(0, counts.records() - rejected), counts.bytes()));
    return committed;
  }
}
