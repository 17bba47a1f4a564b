package io.lasius.replication;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a connector does anything, by looks at what it has used. Belongs to one thread. */
final class Activity {
  /** Of one core. A JVM that hangs uses a sixth of it (measured: 0.017 %). */
  private static final int IDLE_CPU_PARTS_PER_MILLION = 1000;

  /**
   * Where nobody can tell whether something was sent: less than a single question to a server
   * takes.
   */
  private static final Duration NO_CPU = Duration.ofMillis(1);

  /** What a system sends by itself for a process that hangs: who it is, and where. */
  private static final long IDLE_BYTES = 256;

  /** What is known of a connector. */
  enum Sign {
    ACTIVE,
    IDLE,
    UNKNOWN
  }

  private final Duration longestGap;
  private @Nullable ConnectorUsage before;
  private long beforeAt;
  private long lastLook;

  /**
   * Begins with the first look.
   *
   * @param longestGap between two looks; a longer one comes of a clock that was set, or a machine
   *     that slept, and says nothing of the connector
   */
  Activity(Duration longestGap) {
    this.longestGap = longestGap;
  }

  /** Forgets what was seen. */
  void restart() {
    before = null;
  }

  /**
   * Looks once more.
   *
   * @param now epoch milliseconds
   */
  Sign look(Optional<ConnectorUsage> usage, long now) {
    boolean gap = now < lastLook || now - lastLook > longestGap.toMillis();
    lastLook = now;
    ConnectorUsage seen = usage.filter(ConnectorUsage::current).orElse(null);
    ConnectorUsage since = before;
    if (seen == null || since == null || gap) {
      begin(seen, now);
      return Sign.UNKNOWN;
    }
    Sign sign = sign(since, seen, now - beforeAt);
    if (sign == Sign.ACTIVE) {
      begin(seen, now);
    }
    return sign;
  }

  /** How long nothing was seen of it, up to the last look. */
  Duration idle() {
    return before == null ? Duration.ZERO : Duration.ofMillis(lastLook - beforeAt);
  }

  private void begin(@Nullable ConnectorUsage seen, long now) {
    before = seen;
    beforeAt = now;
  }

  private static Sign sign(ConnectorUsage from, ConnectorUsage to, long millis) {
    Duration cpu = to.cpu().minus(from.cpu());
    if (cpu.toNanos() > millis * IDLE_CPU_PARTS_PER_MILLION) {
      return Sign.ACTIVE;
    }
    if (from.sentBytes() == null || to.sentBytes() == null) {
      return cpu.compareTo(NO_CPU) < 0 ? Sign.IDLE : Sign.UNKNOWN;
    }
    return to.sentBytes() - from.sentBytes() > IDLE_BYTES ? Sign.ACTIVE : Sign.IDLE;
  }
}
