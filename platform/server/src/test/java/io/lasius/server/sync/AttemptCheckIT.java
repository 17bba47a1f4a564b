package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.fault.FaultConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AttemptCheckIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String CHECKED = "the check before this attempt failed: ";

  private final Path folder;
  private final ServerUnderTest server;
  private final Operator operator;

  AttemptCheckIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server =
        ServerUnderTest.start(
            folder, Map.of("lasius.retry-delay", "5s", "lasius.discover-wait", "60s"));
    operator = new Operator(server.api());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void goesOnAfterAFailureWhereBothConnectorsSayThatTheyWork() throws Exception {
    var source =
        FaultConnector.source(operator, "'fault':{'action':'exit','number':550,'attempts':1}");
    var connection =
        operator.connection(
            source, FaultConnector.destination(operator, "mended"), FaultConnector.STREAM);

    var sync = operator.sync(connection);

    assertThat(sync.status()).isEqualTo("succeeded");
    assertThat(sync.attempts()).hasSize(2);
    assertThat(sync.committed(0)).isEqualTo(500);
    assertThat(sync.committed(1)).isEqualTo(500);
  }

  @Test
  void endsTheJobInTheWordsOfASourceThatNoLongerWorks() throws Exception {
    var file = folder.resolve("local/in/people.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "id\n1\n");
    var destination =
        operator.destination(
            FaultConnector.definition(operator, "destinations"),
            "{'folder':'/local/gone','fault':{'action':'exit','number':1}}");
    var source = operator.source("{'sourceType':'file','path':'/local/in/*.csv'}");
    var job = operator.start(operator.connection(source, destination, "people"));
    awaitFirstFailure(job);
    Files.delete(file);

    var sync = operator.awaitEnd(job, LIMIT);

    assertThat(sync.attempts()).hasSize(2);
    assertEnded(sync, "source", "/local/in/*.csv");
  }

  /** And so does the job after it, before anything is read. */
  @Test
  void endsTheJobInTheWordsOfADestinationThatNoLongerWorks() throws Exception {
    var source =
        FaultConnector.source(operator, "'fault':{'action':'exit','number':1,'attempts':1}");
    var destination = FaultConnector.destination(operator, "moved");
    var connection = operator.connection(source, destination, FaultConnector.STREAM);
    var job = operator.start(connection);
    awaitFirstFailure(job);
    var body = "{'configuration':{'folder':'/elsewhere'}}";
    var change = server.api().call("PATCH", "/destinations/" + destination, body);
    assertThat(change.status()).as(change.body()).isEqualTo(200);

    var sync = operator.awaitEnd(job, LIMIT);

    assertThat(sync.attempts()).hasSize(2);
    assertEnded(sync, "destination", "/elsewhere");
    var next = operator.sync(connection);
    assertThat(next.attempts()).hasSize(1);
    assertEnded(next, "destination", "/elsewhere");
  }

  private void awaitFirstFailure(long job) throws IOException, InterruptedException {
    operator.await(
        job,
        LIMIT,
        sync -> !sync.attempts().isEmpty() && sync.last().path("status").asText().equals("failed"));
  }

  private static void assertEnded(Operator.Sync sync, String role, String words) {
    assertThat(sync.status()).as("%s", sync).isEqualTo("failed");
    var failure = sync.last().path("failures").path(0);
    assertThat(failure.path("origin").asText()).isEqualTo(role);
    assertThat(failure.path("type").asText()).isEqualTo("config_error");
    assertThat(failure.path("message").asText()).startsWith(CHECKED).contains(words);
    assertThat(sync.emitted(sync.attempts().size() - 1)).isZero();
  }
}
