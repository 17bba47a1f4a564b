package io.lasius.replication;

import java.util.concurrent.atomic.AtomicLong;

/** Counts records and their bytes: by one thread, without a barrier or a lock; any may read. */
final class RecordCounter {
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  void add(long size) {
    records.lazySet(records.getPlain() + 1);
    bytes.lazySet(bytes.getPlain() + size);
  }

  void add(StreamCounts counts) {
    records.lazySet(records.getPlain() + counts.records());
    bytes.lazySet(bytes.getPlain() + counts.bytes());
  }

  StreamCounts get() {
    return new StreamCounts(records.get(), bytes.get());
  }
}
