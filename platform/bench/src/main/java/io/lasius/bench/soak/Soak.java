package io.lasius.bench.soak;

import io.lasius.bench.Pause;
import io.lasius.bench.Platform;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Lets connections sync by their schedules, and measures meanwhile. Before and after, schedules are
 * paused and all is idle, so that two moments are compared that should be alike.
 */
final class Soak {
  private static final int WARM_UP_MINUTES = 3;
  private static final int LOOKS_PER_MINUTE = 6;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(5);

  /** Threads of pools that have nothing to do end after half a minute. */
  private static final Duration SETTLING = Duration.ofSeconds(40);

  private final Platform platform;
  private final Syncs syncs;
  private final Probe probe;
  private final Report report;
  private Reading highest = new Reading(Map.of());

  Soak(Platform platform, Syncs syncs, Probe probe, Report report) {
    this.platform = platform;
    this.syncs = syncs;
    this.probe = probe;
    this.report = report;
  }

  /** Takes so many minutes, and some more for the warm-up and both measurements. */
  Verdict run(int minutes) throws IOException, InterruptedException {
    report.header();
    pass(1 - WARM_UP_MINUTES, 0);
    Reading start = lookWhenIdle();
    syncs.countFrom(Instant.now());
    platform.post("/resume", Map.of());
    pass(1, minutes);
    Reading end = lookWhenIdle();
    Syncs.Sums sums = syncs.look();
    report.table(start, highest, end, minutes);
    report.sums(sums);
    return Verdict.of(start, end, sums);
  }

  /** Ends in time, also where a machine that is busy makes a look take longer than it should. */
  private void pass(int first, int last) throws IOException, InterruptedException {
    long began = System.nanoTime();
    for (int minute = first; minute <= last; minute++) {
      for (int look = 1; look <= LOOKS_PER_MINUTE; look++) {
        int looks = (minute - first) * LOOKS_PER_MINUTE + look;
        long until = began + MINUTE.toNanos() / LOOKS_PER_MINUTE * looks;
        Pause.of(Duration.ofNanos(until - System.nanoTime()));
        highest = highest.highest(probe.look());
        syncs.look();
      }
      report.minute(minute, probe.look(), syncs.look());
    }
  }

  private Reading lookWhenIdle() throws IOException, InterruptedException {
    platform.post("/pause", Map.of());
    long began = System.nanoTime();
    while (!syncs.idle()) {
      if (System.nanoTime() - began > IDLE_LIMIT.toNanos()) {
        throw new IOException("syncs still run %s after the pause began".formatted(IDLE_LIMIT));
      }
      Pause.of(Duration.ofSeconds(1));
    }
    Pause.of(SETTLING);
    Reading reading = probe.lookDeeply();
    highest = highest.highest(reading);
    return reading;
  }
}
