package io.lasius.server.job;

import io.lasius.replication.StreamCounts;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast the figures of an attempt grow: since the look before, which was at least a second ago,
 * or since its beginning. Thread-safe.
 */
final class Speeds {
  private static final long SHORTEST_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanos;
  private Point older;
  private Point newer;

  /**
   * Begins with nothing moved.
   *
   * @param nanos a clock as {@link System#nanoTime()} is one
   */
  Speeds(LongSupplier nanos) {
    this.nanos = nanos;
    this.older = new Point(nanos.getAsLong(), Side.NONE, Side.NONE);
    this.newer = older;
  }

  /** The figures of one side. */
  record Side(StreamCounts counts, Duration cpu) {
    static final Side NONE = new Side(StreamCounts.NONE, Duration.ZERO);
  }

  /** Those of both sides at one time. */
  record Point(long nanos, Side source, Side destination) {}

  /**
   * Growth of one side per second.
   *
   * @param cores CPU seconds per second
   */
  record Speed(double records, double bytes, double cores) {
    private static Speed of(Side from, Side to, double seconds) {
      var grown = to.counts().minus(from.counts());
      return new Speed(
          grown.records() / seconds,
          grown.bytes() / seconds,
          to.cpu().minus(from.cpu()).toMillis() / 1000.0 / seconds);
    }
  }

  /** Those of both sides. */
  record Both(Speed source, Speed destination) {}

  synchronized Both look(Side source, Side destination) {
    var now = new Point(nanos.getAsLong(), source, destination);
    if (now.nanos() - newer.nanos() >= SHORTEST_NANOS) {
      older = newer;
      newer = now;
    }
    double seconds = Math.max(1, now.nanos() - older.nanos()) / 1e9;
    return new Both(
        Speed.of(older.source(), source, seconds),
        Speed.of(older.destination(), destination, seconds));
  }
}
