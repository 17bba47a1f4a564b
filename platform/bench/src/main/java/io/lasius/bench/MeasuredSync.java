package io.lasius.bench;

import io.lasius.bench.CpuMeter.Spender;
import java.io.IOException;

/** Runs a connection's sync once, and measures it from the order to the end. */
final class MeasuredSync {
  private final Platform platform;
  private final ServerProcess server;
  private final long records;

  /** For connections that move so many records. */
  MeasuredSync(Platform platform, ServerProcess server, long records) {
    this.platform = platform;
    this.server = server;
    this.records = records;
  }

  /** Fails where another number of records arrived. */
  void run(String connection, RelayRuns runs) throws IOException, InterruptedException {
    try (var meter = new CpuMeter()) {
      meter.addEngine();
      meter.add(Spender.SERVER, new CpuClock.OfProcess(server.pid()));
      long began = System.nanoTime();
      long job = platform.begin(connection);
      var watch = new ContainerWatch(meter);
      watch.addAll(platform.containers(job));
      long committed = platform.await(job);
      runs.add(System.nanoTime() - began, meter.seconds());
      if (committed != records) {
        throw new IOException("%d records arrived of %d".formatted(committed, records));
      }
    }
  }
}
