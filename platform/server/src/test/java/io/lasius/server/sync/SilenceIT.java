package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers that are silent, and work or hang. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SilenceIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ServerUnderTest server;
  private final Operator operator;

  SilenceIT(@TempDir Path folder) throws IOException {
    server =
        ServerUnderTest.start(
            folder,
            Map.of(
                "lasius.idle-limit", "3s",
                "lasius.source-silence-limit", "9s",
                "lasius.max-complete-failures", "1",
                "lasius.discover-wait", "60s"));
    operator = new Operator(server.api());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void endsASourceThatHangsAndLeavesOneAloneThatWorksInSilence() throws Exception {
    var definition = SilentConnector.definition(operator, "");
    var patient = SilentConnector.definition(operator, ",'maxSecondsBetweenMessages':3600");
    var working = operator.start(connection(SilentConnector.source(operator, definition, 13)));
    var waiting = operator.start(connection(SilentConnector.source(operator, patient, 0)));
    var hanging = operator.start(connection(SilentConnector.source(operator, definition, 0)));

    operator.await(waiting, LIMIT, sync -> !sync.attempts().isEmpty());
    var status = operator.await(status(waiting), LIMIT, SilenceIT::isWhole);
    var ended = operator.awaitEnd(hanging, LIMIT);
    var finished = operator.awaitEnd(working, LIMIT);

    assertTellsWhoIsWaitedFor(status);
    assertThat(ended.status()).isEqualTo("failed");
    assertThat(ended.last().path("failures").path(0).path("message").asText())
        .startsWith("the source wrote no record and no state for")
        .contains("it hangs: for 3 s it used no CPU and sent nothing");
    assertThat(operator.look(waiting).status()).isEqualTo("running");
    assertThat(finished.status()).as("%s", finished).isEqualTo("succeeded");
    assertThat(finished.committed()).isEqualTo(1);
    assertThat(server.api().get("/jobs/%d/attempts/0/logs".formatted(working)).body())
        .contains("the source wrote no record and no state for")
        .doesNotContain("it hangs");
  }

  @Test
  void refusesAPauseThatIsNone() throws Exception {
    var answer =
        server
            .api()
            .post(
                "/workspaces/%s/definitions/sources".formatted(operator.workspace()),
                "{'name':'a','dockerRepository':'lasius/a','dockerImageTag':'dev',"
                    + "'maxSecondsBetweenMessages':0}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("maxSecondsBetweenMessages", "more than zero");
  }

  @Test
  void followsAnAttemptToItsEndAndKeepsWhatItTook() throws Exception {
    var definition = SilentConnector.definition(operator, "");
    var job = operator.start(connection(SilentConnector.source(operator, definition, 4)));
    operator.await(job, LIMIT, sync -> !sync.attempts().isEmpty());

    var events = server.api().get(status(job) + "/stream");

    assertThat(events.header("Content-Type")).startsWith("text/event-stream");
    assertThat(events.body().lines().filter(line -> line.startsWith("data: {\"status\"")))
        .hasSizeGreaterThan(2)
        .first()
        .asString()
        .contains("\"running\"");
    assertThat(events.body()).contains("\"phase\":\"moving\"").endsWith("event: end\ndata: {}\n\n");
    assertThat(server.api().get(status(job)).json().path("status").asText()).isEqualTo("succeeded");
    assertKeepsWhatItTook(operator.look(job));
  }

  private static void assertKeepsWhatItTook(Operator.Sync sync) {
    var figures = sync.last().path("figures");
    assertThat(figures.path("phaseSeconds").propertyStream().map(Map.Entry::getKey))
        .containsExactly("queued", "checking", "discovering", "starting", "moving", "finishing");
    assertThat(figures.path("phaseSeconds").path("moving").asDouble()).isBetween(2.0, 30.0);
    assertThat(figures.path("source").path("cpuSeconds").asDouble()).isBetween(0.2, 30.0);
    for (var side : List.of("source", "destination")) {
      assertThat(figures.path(side).path("peakMemoryBytes").asLong()).as(side).isPositive();
      assertThat(figures.path(side).path("sampled").asBoolean()).as(side).isTrue();
    }
  }

  private static void assertTellsWhoIsWaitedFor(JsonNode status) {
    var wait = status.path("waits").path(0);
    assertThat(wait.path("on").asText()).isEqualTo("source");
    assertThat(wait.path("seconds").asDouble()).isPositive();
    assertThat(status.path("phase").asText()).isEqualTo("moving");
    assertThat(status.path("source").path("records").asLong()).isEqualTo(1);
    assertThat(status.path("destination").path("container").path("memoryBytes").asLong())
        .isPositive();
    for (var side : List.of("source", "destination")) {
      for (var speed : List.of("recordsPerSecond", "bytesPerSecond")) {
        assertThat(status.path(side).path(speed).isNumber()).as("%s of %s", speed, side).isTrue();
      }
    }
    assertThat(status.path("progress").path("recordsEstimated").asLong()).isEqualTo(4);
    assertThat(status.path("progress").path("percent").asDouble()).isEqualTo(25);
    assertThat(status.path("progress").path("secondsLeft").asDouble()).isPositive();
  }

  /** The engine has told of both containers, and the record has come and gone. */
  private static boolean isWhole(JsonNode status) {
    return status.path("waits").path(0).path("on").asText().equals("source")
        && status.path("source").path("records").asLong() == 1
        && status.path("source").has("container")
        && status.path("destination").has("container");
  }

  private static String status(long job) {
    return "/jobs/%d/attempts/0/status".formatted(job);
  }

  private String connection(String source) throws IOException, InterruptedException {
    var destination = operator.destination("{'destinationType':'discard'}");
    return operator.connection(source, destination, SilentConnector.STREAM);
  }
}
