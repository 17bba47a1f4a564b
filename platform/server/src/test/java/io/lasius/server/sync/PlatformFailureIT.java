package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import io.lasius.server.ServerUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class PlatformFailureIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration DELAY = Duration.ofSeconds(3);

  @TempDir private Path folder;

  @Test
  void failsAtOnceAndNamesTheKeyWhereTheServerWasStartedWithAnother() throws Exception {
    String connection;
    try (var server = ServerProcess.start(folder, Map.of())) {
      var operator = new Operator(server.api());
      connection =
          operator.connectionOf(
              RotatingConnector.source(operator),
              operator.destination("{'destinationType':'file'}"),
              "{'name':'keys'}");
      server.stop();
    }
    var key = Base64.getEncoder().encodeToString(new byte[32]);
    try (var server =
        ServerProcess.start(
            folder, Map.of("LASIUS_SECRET_KEY", key, "LASIUS_DISCOVER_AGE", "0s"))) {
      var sync = new Operator(server.api()).sync(connection);

      assertThat(sync.status()).isEqualTo("failed");
      assertThat(sync.attempts()).as("%s", sync).hasSize(1);
      var failure = failure(sync.last());
      assertThat(failure.path("origin").asText()).isEqualTo("platform");
      assertThat(failure.path("type").asText()).isEqualTo("config_error");
      assertThat(failure.path("message").asText())
          .contains("LASIUS_SECRET_KEY")
          .endsWith("start with the key that was in use before");
    }
  }

  @Test
  void waitsAsAfterAnyFailureWhereTheLogCannotBeOpened() throws Exception {
    var logs = folder.resolve("logs");
    try (var server =
        ServerUnderTest.start(folder, Map.of("lasius.retry-delay", DELAY.toSeconds() + "s"))) {
      var operator = new Operator(server.api());
      Files.createDirectories(folder.resolve("local/in"));
      Files.writeString(folder.resolve("local/in/people.csv"), "id\n1\n");
      var connection =
          operator.connection(
              operator.source("{'sourceType':'file','path':'/local/in/*.csv'}"),
              operator.destination("{'destinationType':'file','folder':'/local/out'}"),
              "people");
      Files.writeString(logs, "no folder");
      var job = operator.start(connection);
      operator.await(
          job, LIMIT, sync -> !sync.attempts().isEmpty() && !failure(sync.last()).isMissingNode());
      Files.delete(logs);

      var sync = operator.awaitEnd(job, LIMIT);

      assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
      assertThat(sync.attempts()).hasSize(2);
      var failure = failure(sync.attempts().getFirst());
      assertThat(failure.path("origin").asText()).isEqualTo("persistence");
      assertThat(failure.path("message").asText())
          .startsWith("the attempt's log cannot be written: ")
          .contains(logs.toString());
      var end = Instant.parse(sync.attempts().getFirst().path("endTime").asText());
      var next = Instant.parse(sync.attempts().getLast().path("startTime").asText());
      assertThat(Duration.between(end, next)).isGreaterThanOrEqualTo(DELAY);
    }
  }

  @Test
  void failsAtOnceWhatWasSeenToNeedMoreMemoryThanTheMachineHas() throws Exception {
    try (var server = ServerUnderTest.start(folder, Map.of())) {
      var operator = new Operator(server.api());
      var connection =
          operator.connection(
              operator.source("{'sourceType':'sample','count':10}"),
              operator.destination("{'destinationType':'discard'}"),
              "users");
      assertThat(operator.sync(connection).status()).isEqualTo("succeeded");
      var memory = "/connections/%s/memory".formatted(connection);
      assertThat(server.api().get(memory).json().path("peakBytes").asLong()).isPositive();
      // As if it had been measured on a machine of 1,024 TiB.
      server.execute("UPDATE connection_memory SET peak_bytes = ?", 1L << 50);

      var sync = operator.sync(connection);

      assertThat(sync.status()).isEqualTo("failed");
      assertThat(sync.attempts()).as("%s", sync).hasSize(1);
      assertThat(failure(sync.last()).path("message").asText())
          .startsWith("the sync does not fit")
          .endsWith("DELETE " + memory);
      assertThat(server.api().call("DELETE", memory, null).status()).isEqualTo(204);
      assertThat(server.api().get(memory).json().has("peakBytes")).isFalse();
      assertThat(operator.sync(connection).status()).isEqualTo("succeeded");
    }
  }

  private static JsonNode failure(JsonNode attempt) {
    return attempt.path("failures").path(0);
  }
}
