package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.container.EngineUnderTest;
import io.lasius.server.fault.FaultConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CancelIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Docker docker = Docker.ofTests();
  private final Path folder;
  private final ServerUnderTest server;
  private final Operator operator;

  CancelIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server =
        ServerUnderTest.start(
            folder, Map.of("lasius.retry-delay", "10m", "lasius.discover-wait", "60s"));
    operator = new Operator(server.api());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void keepsWhatWasCommittedAndLeavesNothingBehind() throws Exception {
    var source = FaultConnector.source(operator, "'fault':{'action':'hang','number':501}");
    var connection =
        operator.connection(
            source, FaultConnector.destination(operator, "cancelled"), FaultConnector.STREAM);
    var job = operator.start(connection);
    operator.await(job, LIMIT, sync -> sync.committed() == 500);
    var volumes = docker.volumes(connection);

    var answer = cancel(job);

    assertThat(answer.status()).isEqualTo(200);
    var sync = operator.awaitEnd(job, LIMIT);
    assertThat(sync.status()).isEqualTo("cancelled");
    assertThat(sync.attempts()).hasSize(1);
    assertThat(sync.last().path("status").asText()).isEqualTo("cancelled");
    assertThat(sync.committed()).isEqualTo(500);
    assertThat(cancel(job).status()).isEqualTo(409);
    assertNothingIsLeft(connection, volumes);
    FaultConnector.change(operator, source, "");
    assertThat(operator.sync(connection).committed()).isEqualTo(500);
    assertThat(FaultConnector.written(folder, "cancelled"))
        .isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
  }

  /** The destination returns its states at the end of its input, and not before. */
  @Test
  void letsTheDestinationCommitWhatItHasAndResumesBehindThat() throws Exception {
    var source = FaultConnector.source(operator, "'fault':{'action':'hang','number':551}");
    var destination =
        operator.destination(
            FaultConnector.definition(operator, "destinations"),
            "{'folder':'/local/late','states':'late'}");
    var connection = operator.connection(source, destination, FaultConnector.STREAM);
    var job = operator.start(connection);
    var before = operator.await(job, LIMIT, sync -> sync.emitted() == 550);
    assertThat(before.committed()).isZero();

    assertThat(cancel(job).status()).isEqualTo(200);

    var sync = operator.awaitEnd(job, LIMIT);
    assertThat(sync.status()).isEqualTo("cancelled");
    assertThat(sync.committed()).isEqualTo(500);
    FaultConnector.change(operator, source, "");
    assertThat(operator.sync(connection).emitted()).isEqualTo(500);
    assertThat(FaultConnector.written(folder, "late"))
        .isEqualTo(
            LongStream.concat(LongStream.rangeClosed(1, 550), LongStream.rangeClosed(501, 1000))
                .boxed()
                .toList());
  }

  @Test
  void endsAJobThatWaitsForItsRetryAtOnce() throws Exception {
    var source = FaultConnector.source(operator, "'fault':{'action':'exit','number':1}");
    var connection =
        operator.connection(
            source, FaultConnector.destination(operator, "waiting"), FaultConnector.STREAM);
    var job = operator.start(connection);
    operator.await(
        job,
        LIMIT,
        sync -> !sync.attempts().isEmpty() && sync.last().path("status").asText().equals("failed"));
    assertThat(operator.look(job).status()).isEqualTo("running");

    var answer = cancel(job);

    assertThat(answer.json().path("status").asText()).isEqualTo("cancelled");
    FaultConnector.change(operator, source, "");
    assertThat(operator.sync(connection).status()).isEqualTo("succeeded");
    assertThat(operator.look(job).attempts()).hasSize(1);
  }

  private Api.Answer cancel(long job) throws IOException, InterruptedException {
    return server.api().call("DELETE", "/jobs/" + job, null);
  }

  private void assertNothingIsLeft(String connection, List<String> volumes)
      throws IOException, InterruptedException {
    assertThat(docker.containers(connection)).isEmpty();
    assertThat(volumes).hasSize(2);
    assertThat(docker.allVolumes()).doesNotContainAnyElementsOf(volumes);
    EngineUnderTest.assertNoThreadServes(connection);
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("lasius-states"));
    }
  }
}
