package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sync of numbered records, in which somebody is killed again and again: the server, the source
 * or the destination, each ten times, and each time further on.
 */
@Timeout(300)
final class KillIT {
  private static final int RECORDS = 200_000;
  private static final int KILLS = 10;

  /** The next kill comes at the latest when so many more records are committed. */
  private static final int STEP = 300;

  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Fast enough that a test need not wait for a dead server's lease. */
  private static final Map<String, String> SETTINGS =
      Map.of("LASIUS_LEASE", "6s", "LASIUS_HEARTBEAT", "2s", "LASIUS_DISCOVER_WAIT", "60s");

  private final Docker docker = Docker.ofTests();
  private final Set<String> volumes = new HashSet<>();

  @TempDir private Path folder;

  @Test
  void losesNothingWhenTheServerIsKilledAtTenPoints() throws Exception {
    var server = start();
    try {
      var operator = new Operator(server.api());
      var connection = connection(operator);
      var job = operator.start(connection);
      for (int kill = 0; kill < KILLS; kill++) {
        awaitProgress(operator, job, kill, connection);
        server.kill();
        server.close();
        server = start();
        operator = new Operator(server.api());
      }

      assertNothingIsLost(operator.awaitEnd(job, LIMIT));
      assertNothingIsLeft(server, connection);
    } finally {
      server.close();
    }
  }

  @Test
  void losesNothingWhenTheSourceIsKilledAtTenPoints() throws Exception {
    losesNothingWhenKilled("source");
  }

  @Test
  void losesNothingWhenTheDestinationIsKilledAtTenPoints() throws Exception {
    losesNothingWhenKilled("destination");
  }

  private void losesNothingWhenKilled(String role) throws Exception {
    try (var server = start()) {
      var operator = new Operator(server.api());
      var connection = connection(operator);
      var job = operator.start(connection);
      for (int kill = 0; kill < KILLS; kill++) {
        awaitProgress(operator, job, kill, connection);
        docker.kill(connection, role);
      }

      var sync = operator.awaitEnd(job, LIMIT);
      assertNothingIsLost(sync);
      for (var attempt : sync.attempts().subList(0, KILLS)) {
        assertThat(attempt.path("failures").findValuesAsText("origin")).contains(role);
        assertThat(attempt.path("failures").findValuesAsText("message"))
            .anyMatch(message -> message.contains("137"));
      }
      assertNothingIsLeft(server, connection);
    }
  }

  private ServerProcess start() throws IOException, InterruptedException {
    var settings = new HashMap<>(SETTINGS);
    var temporary = Files.createDirectories(temporary());
    settings.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    return ServerProcess.start(folder, settings);
  }

  private Path temporary() {
    return folder.resolve("temporary");
  }

  private static String connection(Operator operator) throws IOException, InterruptedException {
    var source =
        operator.source(
            FaultConnector.definition(operator, "sources"),
            // It never gets to its end before all kills are done, however fast it is.
            """
            {'records':%d,'records_per_state':20,'filling':100,
             'fault':{'action':'hang','number':%d,'attempts':%d}}\
            """
                .formatted(RECORDS, RECORDS - 10, KILLS));
    var destination = FaultConnector.destination(operator, "numbers");
    return operator.connection(source, destination, FaultConnector.STREAM);
  }

  /** Waits until an attempt has committed so much that it is its turn. */
  private void awaitProgress(Operator operator, long job, int kill, String connection)
      throws IOException, InterruptedException {
    operator.await(
        job,
        LIMIT,
        sync ->
            sync.attempts().size() == kill + 1
                && sync.committed(kill) > (long) kill * STEP
                && sync.last().path("status").asText().equals("running"));
    // To look costs time, in which the sync goes on: those of the first two attempts will do.
    if (kill < 2) {
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
    assertWritten(committed);
  }

  /** Each attempt goes on right after a record that was committed last, and nothing is left out. */
  private void assertWritten(Set<Long> committed) throws IOException {
    long before = 0;
    long highest = 0;
    for (long id : FaultConnector.written(folder, "numbers")) {
      if (id != before + 1) {
        assertThat(id).as("after record %d", before).isLessThanOrEqualTo(highest);
        assertThat(committed).as("record %d after %d", id, before).contains(id - 1);
      }
      before = id;
      highest = Math.max(highest, id);
    }
    assertThat(before).isEqualTo(RECORDS);
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
