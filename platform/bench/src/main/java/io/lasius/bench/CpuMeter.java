package io.lasius.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * CPU time of processes and containers between two moments, by who spends it. Those that end
 * meanwhile are looked at every few milliseconds, so up to that much of each is missed.
 */
final class CpuMeter implements AutoCloseable {
  /** Who spends CPU time. */
  enum Spender {
    SERVER,
    CONTAINERS,
    /** The engine, containerd and the shims of the containers. */
    ENGINE,
    /** The commands {@code docker run}. */
    COMMANDS
  }

  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final Map<CpuClock, Reading> readings = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> looking;

  private record Reading(Spender spender, double first, double last) {}

  CpuMeter() {
    looking =
        sampler.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Counts the engine from now on. */
  void addEngine() throws IOException {
    CpuClock.engine().forEach(process -> add(Spender.ENGINE, process));
  }

  /** Counts from now on. */
  void add(Spender spender, CpuClock clock) {
    double now = clock.seconds().orElse(0.0);
    readings.putIfAbsent(clock, new Reading(spender, now, now));
  }

  /** Counts a clock that began at zero after the meter did. */
  void addNew(Spender spender, CpuClock clock) {
    readings.putIfAbsent(clock, new Reading(spender, 0, clock.seconds().orElse(0.0)));
  }

  /** Seconds so far. */
  Map<Spender, Double> seconds() {
    if (looking.state() == Future.State.FAILED) {
      throw new IllegalStateException("CPU time was not counted", looking.exceptionNow());
    }
    look();
    var seconds = new EnumMap<Spender, Double>(Spender.class);
    for (Reading reading : readings.values()) {
      seconds.merge(reading.spender, reading.last - reading.first, Double::sum);
    }
    return seconds;
  }

  private void look() {
    for (CpuClock clock : readings.keySet()) {
      clock
          .seconds()
          .ifPresent(now ->
              readings.computeIfPresent(
                  clock, (_, old) -> new Reading(old.spender, old.first, now)));
    }
  }

  @Override
  public void close() {
    sampler.shutdownNow();
  }
}
