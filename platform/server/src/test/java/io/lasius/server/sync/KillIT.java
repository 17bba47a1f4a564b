package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Debugger;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import io.lasius.server.fault.FaultConnector;
import io.lasius.server.fault.Numbers;
import io.lasius.server.job.AttemptResults;
import io.lasius.server.state.ConnectionStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sync of numbered records, in which somebody is killed again and again: the server, or source
 * and destination in turn, ten times, and each time further on.
 */
@Timeout(600)
final class KillIT {
  private static final int RECORDS = 200_000;
  private static final int KILLS = 10;

  /**
   * An attempt that is to be killed hangs after so many records, however fast it is: between two
   * states, with records at the destination that no state covers.
   */
  private static final int RECORDS_OF_A_RUN = 18_011;

  /** Each attempt is killed when it has committed so many more records than the one before. */
  private static final int STEP = 1_500;

  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Around a commit, and between its statements: where the server is killed. */
  private static final List<Debugger.Place> BOUNDARIES =
      List.of(
          new Debugger.Place(SyncEvents.class.getName(), "commit", Debugger.Side.ENTRY),
          new Debugger.Place(ConnectionStateStore.class.getName(), "put", Debugger.Side.EXIT),
          new Debugger.Place(AttemptResults.class.getName(), "commit", Debugger.Side.EXIT),
          new Debugger.Place(SyncEvents.class.getName(), "commit", Debugger.Side.EXIT));

  /** Which commit of an attempt: it is not its first, and many are to come. */
  private static final int COMMIT = 3;

  /** Fast enough that a test need not wait for a dead server's lease. */
  private static final Map<String, String> SETTINGS =
      Map.of("LASIUS_LEASE", "6s", "LASIUS_HEARTBEAT", "2s", "LASIUS_DISCOVER_WAIT", "60s");

  private final Docker docker = Docker.ofTests();
  private final Set<String> volumes = new HashSet<>();

  @TempDir private Path folder;

  /** At each boundary of a commit once, and then wherever it happens to be. */
  @Test
  void losesNothingWhenTheServerIsKilledAtTenPoints() throws Exception {
    String connection = "";
    long job = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      boolean atBoundary = kill < BOUNDARIES.size();
      try (var debugger = new Debugger();
          var server = start(atBoundary ? debugger.option() : "")) {
        var operator = new Operator(server.api());
        if (kill == 0) {
          connection = connection(operator);
          job = operator.start(connection);
        }
        if (atBoundary) {
          debugger.stopAt(BOUNDARIES.get(kill), COMMIT);
        } else {
          awaitProgress(operator, job, kill);
        }
        rememberVolumes(connection);
        server.kill();
      }
    }

    try (var server = start("")) {
      assertNothingIsLost(new Operator(server.api()).awaitEnd(job, LIMIT));
      assertNothingIsLeft(server, connection);
    }
  }

  @Test
  void losesNothingWhenSourceAndDestinationAreKilledInTurnAtTenPoints() throws Exception {
    try (var server = start("")) {
      var operator = new Operator(server.api());
      var connection = connection(operator);
      var job = operator.start(connection);
      for (int kill = 0; kill < KILLS; kill++) {
        awaitProgress(operator, job, kill);
        rememberVolumes(connection);
        docker.kill(connection, victim(kill));
      }

      var sync = operator.awaitEnd(job, LIMIT);
      assertNothingIsLost(sync);
      for (int kill = 0; kill < KILLS; kill++) {
        var attempt = sync.attempts().get(kill);
        assertThat(attempt.path("failures").findValuesAsText("origin")).contains(victim(kill));
        assertThat(attempt.path("failures").findValuesAsText("message"))
            .anyMatch(message -> message.contains("137"));
      }
      assertNothingIsLeft(server, connection);
    }
  }

  private static String victim(int kill) {
    return kill % 2 == 0 ? "source" : "destination";
  }

  private ServerProcess start(String option) throws IOException, InterruptedException {
    var settings = new HashMap<>(SETTINGS);
    var temporary = Files.createDirectories(temporary());
    settings.put("JAVA_TOOL_OPTIONS", option + " -Djava.io.tmpdir=" + temporary);
    return ServerProcess.start(folder, settings);
  }

  private Path temporary() {
    return folder.resolve("temporary");
  }

  private static String connection(Operator operator) throws IOException, InterruptedException {
    var source =
        operator.source(
            FaultConnector.definition(operator, "sources"),
            """
            {'records':%d,'records_per_state':100,'filling':100,
             'fault':{'action':'hang','point':'run_record','number':%d,'attempts':%d}}\
            """
                .formatted(RECORDS, RECORDS_OF_A_RUN, KILLS));
    var destination = FaultConnector.destination(operator, "numbers");
    return operator.connection(source, destination, FaultConnector.STREAM);
  }

  /** Waits until an attempt has committed so much that it is its turn. */
  private static void awaitProgress(Operator operator, long job, int kill)
      throws IOException, InterruptedException {
    operator.await(
        job,
        LIMIT,
        sync ->
            sync.attempts().size() == kill + 1
                && sync.committed(kill) > (long) kill * STEP
                && sync.last().path("status").asText().equals("running"));
  }

  /** To look costs time, in which the sync goes on: those of one attempt will do. */
  private void rememberVolumes(String connection) throws IOException, InterruptedException {
    if (volumes.isEmpty()) {
      volumes.addAll(docker.volumes(connection));
    }
  }

  /**
   * Each record is there; what is there twice came after what was committed last; and the attempts
   * tell how it was.
   */
  private void assertNothingIsLost(Operator.Sync sync) throws IOException {
    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.attempts()).hasSize(KILLS + 1);
    assertThat(sync.committed()).isEqualTo(RECORDS);
    var committed = new HashSet<Long>(Set.of(0L));
    long position = 0;
    for (int number = 0; number <= KILLS; number++) {
      var attempt = sync.attempts().get(number);
      position += sync.committed(number);
      committed.add(position);
      assertThat(attempt.path("attempt").asInt(-1)).isEqualTo(number);
      assertThat(attempt.path("status").asText())
          .isEqualTo(number < KILLS ? "failed" : "succeeded");
      assertThat(attempt.path("failures").isEmpty()).isEqualTo(number == KILLS);
      assertThat(sync.emitted(number)).isGreaterThanOrEqualTo(sync.committed(number));
    }
    Numbers.assertResumed(FaultConnector.written(folder, "numbers"), committed, RECORDS);
  }

  private void assertNothingIsLeft(ServerProcess server, String connection)
      throws IOException, InterruptedException {
    assertThat(docker.containers(connection)).isEmpty();
    assertThat(volumes).isNotEmpty();
    assertThat(docker.allVolumes()).doesNotContainAnyElementsOf(volumes);
    assertThat(server.stop()).isEqualTo(143);
    try (var left = Files.walk(temporary())) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }
}
