package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

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

    var ended = operator.awaitEnd(hanging, LIMIT);
    var finished = operator.awaitEnd(working, LIMIT);

    assertThat(ended.status()).isEqualTo("failed");
    assertThat(ended.last().path("failures").path(0).path("message").asText())
        .startsWith("the source wrote no record and no state for")
        .contains("it hangs: for 3 s it used no CPU and sent nothing");
    assertThat(operator.look(waiting).status()).isEqualTo("running");
    assertThat(finished.status()).as("%s", finished).isEqualTo("succeeded");
    assertThat(finished.committed()).isEqualTo(1);
    assertThat(server.api().get("/jobs/%d/attempts/0/logs".formatted(working)).body())
        .contains("; it works, by the CPU it uses");
  }

  @Test
  void keepsWhatAnAttemptTook() throws Exception {
    var definition = SilentConnector.definition(operator, "");

    var sync = operator.sync(connection(SilentConnector.source(operator, definition, 4)));

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

  private String connection(String source) throws IOException, InterruptedException {
    var destination = operator.destination("{'destinationType':'discard'}");
    return operator.connection(source, destination, SilentConnector.STREAM);
  }
}
