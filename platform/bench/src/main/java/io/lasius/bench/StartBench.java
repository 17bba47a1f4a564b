package io.lasius.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How long a server takes to answer, and what it holds while it has nothing to do. */
final class StartBench {
  private static final int RUNS = 5;
  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final double MILLIS = 1e6;

  private final List<String> command;
  private final Path data;

  /** On a folder of data, which is empty at first. */
  StartBench(List<String> command, Path data) {
    this.command = command;
    this.data = data;
  }

  void run(Table table) throws IOException {
    table.section("Start of the server, from its process to 200 on /health");
    try (var first = ServerProcess.start(command, data)) {
      table.row("with an empty folder, which makes a database", millis(first), "ms");
    }
    var starts = new Sample();
    for (int run = 0; run < RUNS; run++) {
      try (var server = ServerProcess.start(command, data)) {
        starts.add(millis(server));
      }
    }
    table.row("p50 of %d".formatted(RUNS), starts.median(), "ms");
    try (var idle = ServerProcess.start(command, data)) {
      Pause.of(SETTLING);
      table.section("Memory, %d s after a start".formatted(SETTLING.toSeconds()));
      idle.memory().addTo(table);
    }
  }

  private static double millis(ServerProcess server) {
    return server.startTime().toNanos() / MILLIS;
  }
}
