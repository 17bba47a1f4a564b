package io.lasius.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import io.lasius.server.container.PrivateEngine;
import io.lasius.server.fault.KillRun.Result;
import io.lasius.server.fault.KillRun.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Syncs in which source, destination, server or engine are killed at moments that seeds choose. */
@Timeout(value = 3, unit = TimeUnit.HOURS)
final class KillRunsIT {
  private static final int AT_ONCE = 3;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "LASIUS_LEASE", "6s",
          "LASIUS_HEARTBEAT", "2s",
          "LASIUS_DISCOVER_WAIT", "60s",
          "LASIUS_RETRY_DELAY", "500ms",
          "LASIUS_RETRY_DELAY_FACTOR", "1",
          // An engine that was killed is back before the attempts are used up.
          "LASIUS_MAX_SUCCESSIVE_COMPLETE_FAILURES", "100",
          "LASIUS_MAX_COMPLETE_FAILURES", "100");

  /** Whoever kills the server or the engine is alone with it. */
  private final ReadWriteLock users = new ReentrantReadWriteLock(true);

  private final Path folder;
  private final PrivateEngine engine;
  private final KillRun.Connectors connectors;
  private ServerProcess server;

  KillRunsIT(@TempDir Path folder) throws Exception {
    this.folder = folder;
    engine = PrivateEngine.start(Files.createTempDirectory(Path.of("/var/tmp"), "lasius-engine"));
    engine.load("lasius/fault:dev");
    server = start();
    connectors = KillRun.Connectors.of(operator());
  }

  @AfterEach
  void end() throws IOException {
    try {
      server.close();
    } finally {
      engine.close();
    }
  }

  @Test
  void losesNothingWhoeverIsKilledAndWhen() throws Exception {
    var began = System.nanoTime();
    var runs = KillRun.of(FaultLength.seeds());
    var ended = new HashMap<KillRun, Result>();
    var failed = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var results = new LinkedHashMap<KillRun, Future<Result>>();
      runs.forEach(run -> results.put(run, threads.submit(() -> run(run))));
      for (var result : results.entrySet()) {
        try {
          ended.put(result.getKey(), result.getValue().get());
        } catch (ExecutionException e) {
          failed.add("%s: %s".formatted(result.getKey(), e.getCause()));
        }
      }
    }
    tell(runs, ended, Duration.ofNanos(System.nanoTime() - began));

    assertThat(failed).isEmpty();
    ServerWatch.assertSmall(server);
    assertThat(engine.docker().lines("ps", "--all", "--quiet")).isEmpty();
    assertThat(engine.docker().allVolumes()).isEmpty();
  }

  private Result run(KillRun run) throws Exception {
    var lock = lock(run.victim());
    lock.lock();
    try {
      var job = run.start(operator(), connectors);
      switch (run.victim()) {
        case SOURCE, DESTINATION -> {}
        case SERVER -> {
          run.awaitMoment(folder);
          ServerWatch.assertSmall(server);
          server.kill();
          server = start();
        }
        case ENGINE -> {
          run.awaitMoment(folder);
          engine.kill();
          engine.up();
        }
      }
      return run.end(operator(), job, folder);
    } finally {
      lock.unlock();
    }
  }

  private Lock lock(Victim victim) {
    return victim.isShared() ? users.writeLock() : users.readLock();
  }

  private Operator operator() {
    return new Operator(server.api());
  }

  private ServerProcess start() throws IOException, InterruptedException {
    var settings = new HashMap<>(SETTINGS);
    settings.put("DOCKER_HOST", engine.address());
    return ServerProcess.start(folder, settings);
  }

  private static void tell(List<KillRun> runs, Map<KillRun, Result> ended, Duration took)
      throws IOException {
    var results = ended.values();
    try (var table = new FaultTable("kills by seed")) {
      table.add(
          "all kills",
          "%d syncs of %d whole in the end, after %d attempts; %d of %d records came twice"
              .formatted(
                  ended.size(),
                  runs.size(),
                  results.stream().mapToInt(Result::attempts).sum(),
                  results.stream().mapToLong(Result::twice).sum(),
                  ended.size() * KillRun.RECORDS),
          took);
      for (var victim : Victim.values()) {
        table.add(
            "%s killed at a random moment".formatted(victim.label()),
            "%d kills, %d of them in syncs that were whole in the end"
                .formatted(kills(runs, victim), kills(ended.keySet(), victim)),
            Duration.ZERO);
      }
    }
  }

  private static long kills(Collection<KillRun> runs, Victim victim) {
    return runs.stream()
        .flatMap(run -> run.kills().stream())
        .filter(kill -> kill.victim() == victim)
        .count();
  }
}
