package io.lasius.replication;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The counts of a sync. It is told and answers nothing; any thread may ask for a report. */
final class SyncProgress {
  /** Differences beyond these are many of one kind. */
  private static final int MAX_DIFFERENCES = 100;

  private final Map<StreamDescriptor, StreamProgress> streams = new LinkedHashMap<>();
  private final Estimates estimates;
  private final List<String> differences = new ArrayList<>();
  private final AtomicLong unconfigured = new AtomicLong();
  private final AtomicLong unattributed = new AtomicLong();
  private final AtomicLong sourceErrors = new AtomicLong();
  private final AtomicLong destinationErrors = new AtomicLong();

  SyncProgress(ConfiguredCatalog catalog) {
    estimates = new Estimates(catalog.streams().size());
    for (ConfiguredStream stream : catalog.streams()) {
      streams.put(stream.descriptor(), new StreamProgress(stream.descriptor()));
    }
  }

  /** The counts of a configured stream; null where it is not configured. */
  @Nullable StreamProgress find(StreamDescriptor stream) {
    return streams.get(stream);
  }

  Collection<StreamProgress> streams() {
    return streams.values();
  }

  Estimates estimates() {
    return estimates;
  }

  void unconfigured() {
    unconfigured.incrementAndGet();
  }

  void unattributed() {
    unattributed.incrementAndGet();
  }

  void errorLogged(ConnectorRole role) {
    switch (role) {
      case SOURCE -> sourceErrors.incrementAndGet();
      case DESTINATION -> destinationErrors.incrementAndGet();
    }
  }

  void difference(String sentence) {
    synchronized (differences) {
      if (differences.size() < MAX_DIFFERENCES) {
        differences.add(sentence);
      }
    }
  }

  ReplicationReport report() {
    List<String> known;
    synchronized (differences) {
      known = List.copyOf(differences);
    }
    return new ReplicationReport(
        streams.values().stream().map(StreamProgress::report).toList(),
        known,
        unconfigured.get(),
        unattributed.get(),
        sourceErrors.get(),
        destinationErrors.get());
  }
}
