package io.lasius.replication;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The counts of a sync. It is told and answers nothing; any thread may ask for a report. */
final class SyncProgress {
  /** Differences beyond these are many of one kind. */
  private static final int MAX_DIFFERENCES = 100;

  private final Map<StreamDescriptor, StreamProgress> streams = new LinkedHashMap<>();
  private final Estimates estimates;
  private final List<String> differences = new ArrayList<>();
  private final Set<ConnectorRole> errorTold = ConcurrentHashMap.newKeySet();
  private volatile boolean endedWell;
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

  void errorTold(ConnectorRole role) {
    errorTold.add(role);
  }

  /** Nothing has failed: from now on a report tells what is to be doubted all the same. */
  void endedWell() {
    endedWell = true;
  }

  private List<String> doubts(List<StreamReport> reports) {
    var doubts = new ArrayList<String>();
    for (ConnectorRole role : new TreeSet<>(errorTold)) {
      doubts.add(
          "the %s told an error, which its log has"
              .formatted(role.name().toLowerCase(Locale.ROOT)));
    }
    for (StreamReport report : reports) {
      if (report.begunOnly()) {
        doubts.add(
            "the source began stream %s, and did not say that it read it to its end"
                .formatted(report.stream()));
      }
    }
    return doubts;
  }

  ReplicationReport report() {
    List<String> known;
    synchronized (differences) {
      known = List.copyOf(differences);
    }
    var reports = streams.values().stream().map(StreamProgress::report).toList();
    return new ReplicationReport(
        reports,
        known,
        endedWell ? doubts(reports) : List.of(),
        unconfigured.get(),
        unattributed.get(),
        sourceErrors.get(),
        destinationErrors.get());
  }
}
