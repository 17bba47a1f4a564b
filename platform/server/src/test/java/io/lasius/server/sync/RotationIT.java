package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class RotationIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void showsNeitherTheOldNorTheNewOfASecretThatItsConnectorReplaces() throws Exception {
    var settings = Map.of("LASIUS_LOG_LEVEL", "INFO", "LASIUS_RETRY_DELAY", "1s");
    try (var server = ServerProcess.start(folder, settings)) {
      var operator = new Operator(server.api());
      var source = RotatingConnector.source(operator);
      var connection =
          operator.connectionOf(
              source, operator.destination("{'destinationType':'file'}"), "{'name':'keys'}");

      var sync = operator.sync(connection);

      // A read, then twice a check: one that lets a read follow, and one that fails.
      assertThat(sync.attempts()).as("%s", sync).hasSize(3);
      for (var attempt = 0; attempt < sync.attempts().size(); attempt++) {
        assertThat(sync.attempts().get(attempt).toString())
            .contains("**********, then **********")
            .doesNotContain(RotatingConnector.PASSWORD);
        var path = "/jobs/%d/attempts/%d/logs".formatted(sync.number(), attempt);
        assertThat(server.api().get(path).body())
            .contains("**********, then **********")
            .doesNotContain(RotatingConnector.PASSWORD);
      }
      var check = server.api().post("/sources/%s/check".formatted(source), "");
      assertThat(check.status()).as(check.body()).isEqualTo(422);
      assertThat(check.body())
          .contains("**********, then **********")
          .doesNotContain(RotatingConnector.PASSWORD);
      server.stop();
      assertThat(server.errors()).contains("Attempt").doesNotContain(RotatingConnector.PASSWORD);
    }
  }

  @Test
  void keepsWhatAConnectorReplacedBeforeItsJobWasCancelled() throws Exception {
    try (var server = ServerProcess.start(folder, Map.of())) {
      var operator = new Operator(server.api());
      var connection = connectionOfHeld(operator);
      var job = operator.start(connection);
      awaitRotation(operator, job);

      var cancelled = server.api().call("DELETE", "/jobs/" + job, null);

      assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
      assertThat(operator.awaitEnd(job, LIMIT).status()).isEqualTo("cancelled");
      var next = operator.sync(connection);
      assertThat(next.status()).as("%s", next).isEqualTo("succeeded");
      assertThat(log(operator, next.number(), 0)).contains("given number 1");
    }
  }

  @Test
  void keepsWhatAConnectorReplacedBeforeTheServerWasKilled() throws Exception {
    var settings = Map.of("LASIUS_LEASE", "6s", "LASIUS_HEARTBEAT", "2s");
    long job;
    try (var server = ServerProcess.start(folder, settings)) {
      var operator = new Operator(server.api());
      job = operator.start(connectionOfHeld(operator));
      awaitRotation(operator, job);
      server.kill();
    }

    try (var server = ServerProcess.start(folder, settings)) {
      var operator = new Operator(server.api());
      var sync = operator.awaitEnd(job, LIMIT);

      assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
      assertThat(sync.attempts()).hasSize(2);
      assertThat(log(operator, job, 1)).contains("given number 1");
    }
  }

  private static String connectionOfHeld(Operator operator) throws Exception {
    return operator.connectionOf(
        RotatingConnector.source(operator),
        operator.destination("{'destinationType':'file'}"),
        "{'name':'held'}");
  }

  private static void awaitRotation(Operator operator, long job) throws Exception {
    Operator.await(() -> log(operator, job, 0), LIMIT, log -> log.contains("given number 0"));
  }

  private static String log(Operator operator, long job, int attempt)
      throws IOException, InterruptedException {
    return operator.api().get("/jobs/%d/attempts/%d/logs".formatted(job, attempt)).body();
  }
}
