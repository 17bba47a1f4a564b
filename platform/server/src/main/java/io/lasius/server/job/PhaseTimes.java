package io.lasius.server.job;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How long a running attempt was in each phase, by this machine's own clock. Thread-safe. */
final class PhaseTimes {
  private final Map<AttemptPhase, Long> past = new EnumMap<>(AttemptPhase.class);
  private AttemptPhase current = AttemptPhase.CHECKING;
  private long sinceNanos = System.nanoTime();

  synchronized void enter(AttemptPhase phase) {
    add(past);
    current = phase;
    sinceNanos = System.nanoTime();
  }

  synchronized AttemptPhase current() {
    return current;
  }

  /** Up to now; without phases that it was not in. */
  synchronized Map<AttemptPhase, Long> millis() {
    var all = new EnumMap<AttemptPhase, Long>(AttemptPhase.class);
    all.putAll(past);
    add(all);
    return all;
  }

  private void add(Map<AttemptPhase, Long> times) {
    long millis = Duration.ofNanos(System.nanoTime() - sinceNanos).toMillis();
    times.merge(current, millis, Long::sum);
  }
}
