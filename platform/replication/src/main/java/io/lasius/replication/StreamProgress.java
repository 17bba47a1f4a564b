package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The counts of one stream. Each number has one writing thread; any thread may read. */
final class StreamProgress {
  private final StreamDescriptor stream;
  private final AtomicLong emittedRecords = new AtomicLong();
  private final AtomicLong emittedBytes = new AtomicLong();
  private final AtomicLong committedRecords = new AtomicLong();
  private final AtomicLong committedBytes = new AtomicLong();
  private final AtomicLong undelivered = new AtomicLong();
  private volatile @Nullable Long sourceSaid;
  private volatile @Nullable Long destinationSaid;
  private volatile boolean complete;
  private volatile boolean incomplete;

  StreamProgress(StreamDescriptor stream) {
    this.stream = stream;
  }

  /** Called per record, by the one thread that carries them: no barrier, no lock. */
  void emitted(int bytes) {
    emittedRecords.lazySet(emittedRecords.getPlain() + 1);
    emittedBytes.lazySet(emittedBytes.getPlain() + bytes);
  }

  void undelivered() {
    undelivered.incrementAndGet();
  }

  void committed(StreamCounts counts) {
    committedRecords.addAndGet(counts.records());
    committedBytes.addAndGet(counts.bytes());
  }

  void sourceSaid(long records) {
    Long before = sourceSaid;
    sourceSaid = (before == null ? 0 : before) + records;
  }

  void destinationSaid(long records) {
    Long before = destinationSaid;
    destinationSaid = (before == null ? 0 : before) + records;
  }

  void complete() {
    complete = true;
  }

  void incomplete() {
    incomplete = true;
  }

  boolean endedIncomplete() {
    return incomplete;
  }

  StreamCounts emitted() {
    return new StreamCounts(emittedRecords.get(), emittedBytes.get());
  }

  StreamReport report() {
    return new StreamReport(
        stream,
        emitted(),
        new StreamCounts(committedRecords.get(), committedBytes.get()),
        undelivered.get(),
        sourceSaid,
        destinationSaid,
        complete);
  }
}
