package io.lasius.bench.soak;

import io.lasius.bench.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Looks at the engine: at what belongs to one installation, and at the engine itself. */
final class EngineProbe {
  private static final String LABEL = "io.lasius.installation";
  private static final Duration FIRST_SYNC = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final String filter;

  private EngineProbe(String installation) {
    this.filter = "--filter=label=%s=%s".formatted(LABEL, installation);
  }

  /** Waits for a container of one of the connections, which tells the installation. */
  static EngineProbe of(List<String> connections) throws IOException, InterruptedException {
    var list = List.of("docker", "ps", "-a", "--format={{.Names}} {{.Label \"" + LABEL + "\"}}");
    long began = System.nanoTime();
    while (System.nanoTime() - began < FIRST_SYNC.toNanos()) {
      for (String line : Output.of(list).lines().toList()) {
        String[] fields = line.split(" ", 2);
        if (fields.length == 2 && connections.stream().anyMatch(fields[0]::contains)) {
          return new EngineProbe(fields[1]);
        }
      }
      Pause.of(LOOK_EVERY);
    }
    throw new IOException("no connection has begun to sync within " + FIRST_SYNC);
  }

  void addTo(Map<Quantity, Double> values) throws IOException, InterruptedException {
    values.put(Quantity.CONTAINERS, lines(List.of("docker", "ps", "-aq", filter)));
    values.put(Quantity.VOLUMES, lines(List.of("docker", "volume", "ls", "-q", filter)));
    for (ProcessHandle engine :
        ProcessHandle.allProcesses().filter(EngineProbe::isEngine).toList()) {
      try {
        var look = ProcessLook.of(engine.pid());
        values.merge(Quantity.ENGINE_THREADS, (double) look.threads(), Double::sum);
        values.merge(Quantity.ENGINE_DESCRIPTORS, (double) look.open().all(), Double::sum);
        values.merge(Quantity.ENGINE_RESIDENT, look.resident(), Double::sum);
      } catch (IOException _) {
        // Another user's: it is not for us to see.
      }
    }
  }

  private static boolean isEngine(ProcessHandle process) {
    return process.info().command().filter(name -> name.endsWith("/dockerd")).isPresent();
  }

  private static double lines(List<String> command) throws IOException, InterruptedException {
    return Output.of(command).lines().count();
  }
}
