package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.StreamStatusTrace.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The counts of one stream. Each number has one writing thread; any thread may read. */
final class StreamProgress {
  private final StreamDescriptor stream;
  private final RecordCounter emitted = new RecordCounter();
  private final RecordCounter filtered = new RecordCounter();
  private final RecordCounter sent = new RecordCounter();
  private final RecordCounter committed = new RecordCounter();
  private final Map<Rejection, RecordCounter> rejected = new EnumMap<>(Rejection.class);
  private final AtomicLong undelivered = new AtomicLong();
  private final AtomicLong flagged = new AtomicLong();
  private final List<String> mismatches = new ArrayList<>();
  private volatile ConnectorCount bySource = ConnectorCount.NONE;
  private volatile ConnectorCount byDestination = ConnectorCount.NONE;
  private volatile @Nullable Status status;

  StreamProgress(StreamDescriptor stream) {
    this.stream = stream;
    for (Rejection reason : Rejection.values()) {
      rejected.put(reason, new RecordCounter());
    }
  }

  /** Called per record, by the one thread that carries them: no barrier, no lock. */
  void emitted(int bytes) {
    emitted.add(bytes);
  }

  /** Called per record, after it was emitted. */
  void sent(int bytes) {
    sent.add(bytes);
  }

  /** A record, emitted before, that is left out on purpose. */
  void filtered(int bytes) {
    filtered.add(bytes);
  }

  /** A record, emitted before, that is not sent and that nobody has kept. */
  void undelivered(Rejection reason, int bytes) {
    undelivered.incrementAndGet();
    rejected(reason, bytes);
  }

  /** A record, emitted before, that is kept and not sent. */
  void setAside(Rejection reason, int bytes) {
    rejected(reason, bytes);
  }

  /** A record that is not as it should be, and is sent all the same. */
  void flagged() {
    flagged.incrementAndGet();
  }

  private void rejected(Rejection reason, int bytes) {
    RecordCounter counter = rejected.get(reason);
    if (counter != null) {
      counter.add(bytes);
    }
  }

  void committed(StreamCounts counts) {
    committed.add(counts);
  }

  /** The source's own count of this stream alone. */
  void sourceSaid(long records) {
    bySource = bySource.plus(records, 0);
  }

  /** The source counted so many of this stream's records, alone or with those of others. */
  void sourceCovered(long records) {
    bySource = bySource.covering(records);
  }

  /** The destination's own count of this stream alone. */
  void destinationSaid(long records, long rejectedOnes) {
    byDestination = byDestination.plus(records, rejectedOnes);
  }

  /** The destination counted so many of this stream's records, alone or with those of others. */
  void destinationCovered(long records) {
    byDestination = byDestination.covering(records);
  }

  void mismatch(String sentence) {
    synchronized (mismatches) {
      if (mismatches.size() < Verdict.MAX_REASONS) {
        mismatches.add(sentence);
      }
    }
  }

  /** What the source said of its reading; that it ended is said for good. */
  void status(Status said) {
    if (said == Status.INCOMPLETE || (status != Status.COMPLETE && !endedIncomplete())) {
      status = said;
    }
  }

  boolean endedIncomplete() {
    return status == Status.INCOMPLETE;
  }

  StreamCounts emitted() {
    return emitted.get();
  }

  StreamCounts sent() {
    return sent.get();
  }

  /** Reads what is counted last first, so that no sum is ever larger than its whole. */
  StreamReport report() {
    var rejections = new EnumMap<Rejection, StreamCounts>(Rejection.class);
    StreamCounts committedSoFar = committed.get();
    StreamCounts sentSoFar = sent.get();
    StreamCounts filteredSoFar = filtered.get();
    long undeliveredSoFar = undelivered.get();
    rejected.forEach((reason, counter) -> {
      if (counter.get().records() > 0) {
        rejections.put(reason, counter.get());
      }
    });
    List<String> known;
    synchronized (mismatches) {
      known = List.copyOf(mismatches);
    }
    return new StreamReport(
        stream,
        emitted.get(),
        filteredSoFar,
        rejections,
        undeliveredSoFar,
        flagged.get(),
        sentSoFar,
        committedSoFar,
        bySource,
        byDestination,
        known,
        status);
  }
}
