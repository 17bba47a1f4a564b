package io.lasius.bench;

import io.lasius.bench.CpuMeter.Spender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
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
  private static final double MILLION = 1e6;
  private static final double NANOS = 1e9;

  private final Platform platform;
  private final ServerProcess server;
  private final Path folder;
  private final long records;

  RelayBench(Platform platform, ServerProcess server, Path folder, long records) {
    this.platform = platform;
    this.server = server;
    this.folder = folder;
    this.records = records;
  }

  /** Runs of one kind. */
  private final class Runs {
    private final Sample rate = new Sample();
    private final Sample total = new Sample();
    private final Map<Spender, Sample> cpu = new EnumMap<>(Spender.class);

    void add(long nanos, Map<Spender, Double> seconds) {
      rate.add(records / (nanos / NANOS));
      double sum = 0;
      for (Spender spender : Spender.values()) {
        double perMillion = seconds.getOrDefault(spender, 0.0) * MILLION / records;
        cpu.computeIfAbsent(spender, _ -> new Sample()).add(perMillion);
        sum += perMillion;
      }
      total.add(sum);
    }

    double median(Spender spender) {
      return cpu.getOrDefault(spender, new Sample()).median();
    }
  }

  void run(Table table) throws IOException, InterruptedException {
    Map<String, Object> settings = Map.of("count", records, "record_bytes", RECORD_BYTES);
    String sample = platform.definition("source", "source-sample");
    String connection = platform.connect(sample, settings, "users");
    var pipe = DockerPipe.prepare(folder, settings, "users");
    var synced = new Runs();
    var piped = new Runs();
    for (int run = 0; run < RUNS; run++) {
      bySync(connection, synced);
      byPipe(pipe, piped);
    }
    table.section(
        "Relay of %,d records of 1 KB, median of %d; docker run | docker run as baseline"
            .formatted(records, RUNS));
    table.row("records a second", synced.rate.median(), piped.rate.median(), "");
    table.row("CPU for a million records", synced.total.median(), piped.total.median(), "s");
    for (var spender : List.of(Spender.CONTAINERS, Spender.ENGINE)) {
      String name = spender == Spender.ENGINE ? "engine and shims" : "both containers";
      table.row("  of it: " + name, synced.median(spender), piped.median(spender), "s");
    }
    table.row(
        "  of it: server; the docker commands",
        synced.median(Spender.SERVER),
        piped.median(Spender.COMMANDS),
        "s");
  }

  private void bySync(String connection, Runs runs) throws IOException, InterruptedException {
    try (var meter = new CpuMeter()) {
      addEngine(meter);
      meter.add(Spender.SERVER, new CpuClock.OfProcess(server.pid()));
      long began = System.nanoTime();
      long job = platform.begin(connection);
      var watch = new ContainerWatch(meter);
      watch.addAll(platform.containers(job));
      long committed = platform.await(job);
      runs.add(System.nanoTime() - began, meter.seconds());
      require(committed);
    }
  }

  private void byPipe(DockerPipe pipe, Runs runs) throws IOException, InterruptedException {
    try (var meter = new CpuMeter()) {
      addEngine(meter);
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

  private static void addEngine(CpuMeter meter) throws IOException {
    CpuClock.engine().forEach(process -> meter.add(Spender.ENGINE, process));
  }

  private void require(long moved) throws IOException {
    if (moved != records) {
      throw new IOException("%d records arrived of %d".formatted(moved, records));
    }
  }
}
