package io.lasius.bench;

import io.lasius.bench.CpuMeter.Spender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Moves many records of 1 KB through the platform, and through a pipe between two commands {@code
 * docker run} with the same images and settings, by turns. Both are measured from the order to the
 * end, with the start of the containers.
 */
final class RelayBench {
  private static final int RUNS = 3;
  private static final int RECORD_BYTES = 1000;

  private final Platform platform;
  private final MeasuredSync sync;
  private final Path folder;
  private final long records;

  RelayBench(Platform platform, ServerProcess server, Path folder, long records) {
    this.platform = platform;
    this.sync = new MeasuredSync(platform, server, records);
    this.folder = folder;
    this.records = records;
  }

  void run(Table table) throws IOException, InterruptedException {
    Map<String, Object> settings = Map.of("count", records, "record_bytes", RECORD_BYTES);
    String sample = platform.definition("source", "source-sample");
    String connection = platform.connect(sample, settings, "users");
    var pipe = DockerPipe.prepare(folder, settings, "users");
    var synced = new RelayRuns(records);
    var piped = new RelayRuns(records);
    for (int run = 0; run < RUNS; run++) {
      sync.run(connection, synced);
      byPipe(pipe, piped);
    }
    table.section(
        "Relay of %,d records of 1 KB, median of %d; docker run | docker run as baseline"
            .formatted(records, RUNS));
    table.row("records a second", synced.rate(), piped.rate(), "");
    table.row("CPU for a million records", synced.cpu(), piped.cpu(), "s");
    for (var spender : List.of(Spender.CONTAINERS, Spender.ENGINE)) {
      String name = spender == Spender.ENGINE ? "engine and shims" : "both containers";
      table.row("  of it: " + name, synced.cpu(spender), piped.cpu(spender), "s");
    }
    table.row(
        "  of it: server; the docker commands",
        synced.cpu(Spender.SERVER),
        piped.cpu(Spender.COMMANDS),
        "s");
  }

  private void byPipe(DockerPipe pipe, RelayRuns runs) throws IOException, InterruptedException {
    try (var meter = new CpuMeter()) {
      meter.addEngine();
      long began = System.nanoTime();
      List<Process> commands = pipe.start();
      commands.forEach(one -> meter.addNew(Spender.COMMANDS, new CpuClock.OfProcess(one.pid())));
      var watch = new ContainerWatch(meter);
      watch.addAll(pipe.containers());
      for (Process one : commands) {
        if (one.waitFor() != 0) {
          throw new IOException("a command ended with status " + one.exitValue());
        }
      }
      runs.add(System.nanoTime() - began, meter.seconds());
    }
    require(pipe.discarded());
  }

  private void require(long moved) throws IOException {
    if (moved != records) {
      throw new IOException("%d records arrived of %d".formatted(moved, records));
    }
  }
}
