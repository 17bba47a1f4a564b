package io.lasius.server.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.ConnectorProcess;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a connector that the engine does not kill. */
@Timeout(90)
final class RefusedKillIT {
  private static final Pattern KILL = Pattern.compile("^POST .*/kill");
  private static final Pattern KILL_OR_REMOVAL = Pattern.compile("^POST .*/kill|^DELETE ");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static RefusingEngine engine;
  private static EngineUnderTest docker;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeAll
  static void reachTheEngine() throws Exception {
    engine =
        new RefusingEngine(
            (EngineAddress.UnixSocket) EngineAddress.fromEnvironment(System.getenv()));
    docker = new EngineUnderTest(engine.address());
  }

  @AfterAll
  static void leaveTheEngine() throws IOException {
    docker.close();
    engine.close();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    engine.refuse(RefusingEngine.NOTHING);
    threads.close();
    docker.assertNothingIsLeft();
  }

  @Test
  void removesADestinationThatTheEngineDoesNotKillBeforeItSeesAnEndOfItsInput() throws Exception {
    try (var destination = docker.destination("cat; echo finished")) {
      var reader = threads.submit(() -> textUntilItEnds(destination));
      engine.refuse(KILL);

      destination.kill();

      assertThat(reader.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(docker.containers()).isEmpty();
    }
  }

  @Test
  void freesTheReaderWhereTheEngineDoesNotEvenRemoveAndKillsWhenAskedAgain() throws Exception {
    try (var destination = docker.destination("exec sleep 80")) {
      var reader = threads.submit(() -> textUntilItEnds(destination));
      engine.refuse(KILL_OR_REMOVAL);

      destination.kill();
      engine.refuse(RefusingEngine.NOTHING);
      destination.kill();

      assertThat(reader.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(destination.awaitExit(LIMIT).status()).isEqualTo(137);
    }
  }

  /** An output that breaks off gives nothing. */
  private static String textUntilItEnds(ConnectorProcess connector) {
    try {
      return new String(
          Channels.newInputStream(connector.output()).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
