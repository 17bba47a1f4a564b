package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class EngineAbsentIT {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void isToldWithinTwoSecondsByTheApiAndByAJob() throws Exception {
    String connection;
    try (var server = ServerProcess.start(folder, Map.of("LASIUS_DISCOVER_WAIT", "60s"))) {
      var operator = new Operator(server.api());
      connection = connection(operator);
      assertThat(server.stop()).isEqualTo(143);
    }
    var nowhere = "unix://" + folder.resolve("none.sock");
    // What fails stays between two attempts, and can be cancelled.
    var settings =
        Map.of("DOCKER_HOST", nowhere, "LASIUS_RETRY_DELAY", "1h", "LASIUS_RETRY_DELAY_MAX", "1h");
    try (var server = ServerProcess.start(folder, settings)) {
      var operator = new Operator(server.api());

      var took = ANSWER_LIMIT;
      for (int ask = 0; ask < 3 && took.compareTo(ANSWER_LIMIT) >= 0; ask++) {
        var began = System.nanoTime();
        var answer =
            server
                .api()
                .post(
                    "/sources",
                    "{'name':'x','workspaceId':'%s','configuration':{'sourceType':'sample'}}"
                        .formatted(operator.workspace()));
        took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(message(answer)).contains("no container engine answers at " + nowhere);
      }
      // The first answer of a server is its slowest, and there may be others on the machine.
      assertThat(took).isLessThan(ANSWER_LIMIT);
      var health = server.api().send(server.api().requestAt("/api/v1/health"));
      assertThat(health.status()).isEqualTo(503);
      assertThat(health.body()).isEqualTo("{\"available\":false}");
      var job = operator.start(connection);
      var sync = operator.await(job, LIMIT, seen -> ended(seen, 0));

      var attempt = sync.attempts().getFirst();
      var failure = attempt.path("failures").path(0);
      assertThat(failure.path("origin").asText()).isEqualTo("platform");
      assertThat(failure.path("type").asText()).isEqualTo("transient_error");
      assertThat(failure.path("message").asText())
          .contains("no container engine answers at " + nowhere);
      assertThat(Operator.duration(attempt)).isLessThan(ANSWER_LIMIT);
      assertThat(server.api().call("DELETE", "/jobs/" + job, null).status()).isEqualTo(200);
    }
  }

  @Test
  void imageThatDoesNotExistIsNamedTogetherWithWhatToDo() throws Exception {
    try (var server = ServerProcess.start(folder, Map.of())) {
      var operator = new Operator(server.api());
      var definition =
          "{'name':'x','dockerRepository':'lasius/never-made','dockerImageTag':'0.0.0'}";

      var answer =
          server
              .api()
              .post(
                  "/workspaces/%s/definitions/sources".formatted(operator.workspace()), definition);

      assertThat(answer.status()).as(answer.body()).isEqualTo(422);
      assertThat(message(answer))
          .contains("the image lasius/never-made:0.0.0 is not on the engine")
          .contains("correct its name");
    }
  }

  private static String connection(Operator operator) throws Exception {
    return operator.connection(
        operator.source("{'sourceType':'sample','count':10}"),
        operator.destination("{'destinationType':'file','folder':'/local/out'}"),
        "users");
  }

  private static boolean ended(Operator.Sync sync, int attempt) {
    return sync.attempts().size() > attempt
        && !sync.attempts().get(attempt).path("status").asText().equals("running");
  }

  private static String message(Api.Answer answer) {
    return answer.json().path("data").path("message").asText();
  }
}
