package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import io.lasius.server.container.PrivateEngine;
import io.lasius.server.fault.FaultConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine ends in the middle of a sync, and comes back. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EngineLossIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path folder;
  private final PrivateEngine engine;

  EngineLossIT(@TempDir Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    // Not in a folder that may be in memory.
    engine = PrivateEngine.start(Files.createTempDirectory(Path.of("/var/tmp"), "lasius-engine"));
  }

  @BeforeAll
  void loadTheConnector() throws Exception {
    engine.load("lasius/fault:dev");
  }

  @AfterAll
  void end() throws IOException {
    engine.close();
  }

  @Test
  void engineThatIsStoppedFailsTheAttemptAndTheNextSucceedsOnceItIsBack() throws Exception {
    var lost = survives("stopped", engine::down);

    // It stops its containers before it goes itself, and may be gone before it told of each.
    assertThat(lost.path("failures").findValuesAsText("message"))
        .isNotEmpty()
        .allMatch(message ->
            message.contains("143 (SIGTERM") || message.contains("the container engine was lost"));
  }

  @Test
  void engineThatIsKilledFailsTheAttemptAndTheNextSucceedsOnceItIsBack() throws Exception {
    var before = engine.docker().allVolumes();

    var lost = survives("killed", engine::kill);

    assertThat(lost.path("failures").findValuesAsText("message"))
        .as("%s", lost)
        .anyMatch(message -> message.contains("container engine"));
    assertThat(engine.docker().allVolumes()).isEqualTo(before);
  }

  @Test
  void jobWhoseServerAndEngineAreGoneSaysSoAndIsEndedByForce() throws Exception {
    var data = Files.createDirectories(folder.resolve("gone"));
    var settings = Map.of("DOCKER_HOST", engine.address(), "LASIUS_DISCOVER_WAIT", "60s");
    String source;
    String connection;
    long job;
    try (var server = ServerProcess.start(data, settings)) {
      var operator = new Operator(server.api());
      source = FaultConnector.source(operator, "'fault':{'action':'hang','number':501}");
      connection =
          operator.connection(
              source, FaultConnector.destination(operator, "numbers"), FaultConnector.STREAM);
      job = operator.start(connection);
      operator.await(job, LIMIT, sync -> sync.committed() == 500);
      server.kill();
    }
    engine.kill();
    try (var server = ServerProcess.start(data, settings)) {
      var api = server.api();
      var path = "/jobs/" + job;
      var operator = new Operator(api);
      var told = operator.await(path, LIMIT, found -> found.has("waitsFor"));

      assertThat(told.path("waitsFor").asText())
          .contains("the one that ran it is lost")
          .contains("DELETE " + path + "?force=true");
      assertThat(api.call("DELETE", path, null).json().path("status").asText())
          .isEqualTo("running");
      assertThat(api.call("DELETE", path + "?force=true", null).json().path("status").asText())
          .isEqualTo("cancelled");

      engine.up();
      FaultConnector.change(operator, source, "");
      var next = operator.sync(connection);
      assertThat(next.status()).as("%s", next).isEqualTo("succeeded");
      assertThat(next.committed()).isEqualTo(500);
      assertThat(FaultConnector.written(data, "numbers"))
          .isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
      assertThat(engine.docker().lines("ps", "--all", "--quiet")).isEmpty();
    } finally {
      engine.up();
    }
  }

  @Test
  void tellsHowLongAnEngineHasNotAnsweredAndGoesOnOnceItDoes() throws Exception {
    var data = Files.createDirectories(folder.resolve("suspended"));
    var settings = Map.of("DOCKER_HOST", engine.address(), "LASIUS_DISCOVER_WAIT", "60s");
    try (var server = ServerProcess.start(data, settings)) {
      var operator = new Operator(server.api());
      var connection =
          operator.connection(
              FaultConnector.source(operator, "'fault':{'action':'hang','number':501}"),
              FaultConnector.destination(operator, "numbers"),
              FaultConnector.STREAM);
      var job = operator.start(connection);
      operator.await(job, LIMIT, sync -> sync.committed() == 500);
      var status = "/jobs/%d/attempts/0/status".formatted(job);

      engine.suspend();
      JsonNode told;
      try {
        told = operator.await(status, LIMIT, found -> engineWait(found).isPresent());
      } finally {
        engine.resume();
      }
      var after = operator.await(status, LIMIT, found -> engineWait(found).isEmpty());

      assertThat(engineWait(told).orElseThrow().path("seconds").asDouble()).isGreaterThan(1);
      assertThat(after.path("status").asText()).isEqualTo("running");
      server.api().call("DELETE", "/jobs/" + job, null);
      var ended = operator.awaitEnd(job, LIMIT);
      assertThat(ended.status()).as("%s", ended).isEqualTo("cancelled");
      assertThat(ended.attempts()).hasSize(1);
      assertThat(ended.committed()).isEqualTo(500);
      assertThat(engine.docker().lines("ps", "--all", "--quiet")).isEmpty();
    }
  }

  private static Optional<JsonNode> engineWait(JsonNode status) {
    return status
        .path("waits")
        .valueStream()
        .filter(wait -> wait.path("on").asText().equals("engine"))
        .findFirst();
  }

  private interface Loss {
    void happen() throws Exception;
  }

  /** The attempt that lost its engine. */
  private JsonNode survives(String name, Loss loss) throws Exception {
    var data = Files.createDirectories(folder.resolve(name));
    var settings =
        Map.of(
            "DOCKER_HOST", engine.address(),
            "LASIUS_RETRY_DELAY", "2s",
            "LASIUS_DISCOVER_WAIT", "60s");
    try (var server = ServerProcess.start(data, settings)) {
      var operator = new Operator(server.api());
      var source =
          FaultConnector.source(operator, "'fault':{'action':'hang','number':501,'attempts':1}");
      var connection =
          operator.connection(
              source, FaultConnector.destination(operator, "numbers"), FaultConnector.STREAM);
      var job = operator.start(connection);
      operator.await(job, LIMIT, sync -> sync.committed() == 500);

      loss.happen();

      var lost =
          operator.await(
              job,
              LIMIT,
              sync -> !sync.attempts().getFirst().path("status").asText().equals("running"));
      assertThat(lost.attempts().getFirst().path("status").asText()).isEqualTo("failed");
      engine.up();
      var back = Instant.now();
      var sync = operator.awaitEnd(job, LIMIT);
      assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
      assertThat(sync.attempts())
          .as("those that began once the engine was back")
          .filteredOn(attempt -> Instant.parse(attempt.path("startTime").asText()).isAfter(back))
          .allMatch(attempt -> attempt.path("status").asText().equals("succeeded"));
      assertThat(sync.committed(0)).isEqualTo(500);
      assertThat(sync.committed()).isEqualTo(1000);
      assertThat(FaultConnector.written(data, "numbers"))
          .isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
      assertThat(engine.docker().lines("ps", "--all", "--quiet")).isEmpty();
      return sync.attempts().getFirst();
    } finally {
      engine.up();
    }
  }
}
