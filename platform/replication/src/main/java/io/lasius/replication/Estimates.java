package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.EstimateTrace.Estimate;
import io.lasius.protocol.message.EstimateTrace.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the source expects to read, stream by stream or all at once; a source that tells both tells
 * nothing that could be added up. The last estimate of a stream counts. Thread-safe.
 */
final class Estimates {
  private final int streams;
  private final Map<StreamDescriptor, Estimate> byStream = new HashMap<>();
  private @Nullable Estimate ofSync;

  /** Of a sync of so many streams. */
  Estimates(int streams) {
    this.streams = streams;
  }

  synchronized void told(Estimate estimate) {
    if (estimate.type() == Scope.SYNC) {
      ofSync = estimate;
    } else {
      byStream.put(new StreamDescriptor(estimate.name(), estimate.namespace()), estimate);
    }
  }

  synchronized Optional<SyncEstimate> total() {
    Estimate sync = ofSync;
    if (sync != null) {
      return byStream.isEmpty()
          ? Optional.of(new SyncEstimate(sync.rowEstimate(), sync.byteEstimate(), true))
          : Optional.empty();
    }
    return byStream.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SyncEstimate(
                sum(Estimate::rowEstimate),
                sum(Estimate::byteEstimate),
                byStream.size() >= streams));
  }

  private @Nullable Long sum(Function<Estimate, @Nullable Long> part) {
    return byStream.values().stream()
        .map(part)
        .filter(Objects::nonNull)
        .reduce(Long::sum)
        .orElse(null);
  }
}
