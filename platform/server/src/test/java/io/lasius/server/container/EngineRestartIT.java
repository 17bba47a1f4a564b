package io.lasius.server.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that was restarted while nobody called it: connections that were kept are broken. */
@Timeout(60)
final class EngineRestartIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int CONNECTIONS = 6;

  @Test
  void isUsedAgainAsIfNothingHadHappened() throws Exception {
    try (var engine =
            new RefusingEngine(
                (EngineAddress.UnixSocket) EngineAddress.fromEnvironment(System.getenv()));
        var docker = new EngineUnderTest(engine.address())) {
      openConnections(docker);
      assertThat(read(docker)).isEqualTo("first\n");

      engine.dropConnections();

      assertThat(read(docker)).isEqualTo("first\n");
      docker.assertNothingIsLeft();
    }
  }

  private static String read(EngineUnderTest docker) throws Exception {
    try (var source = docker.source("echo first")) {
      var text = Channels.newInputStream(source.output()).readAllBytes();
      assertThat(source.awaitExit(LIMIT).status()).isZero();
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  /** Calls at the same time, so that each has a connection of its own. */
  private static void openConnections(EngineUnderTest docker) throws Exception {
    var all = new CountDownLatch(CONNECTIONS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, CONNECTIONS)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return docker.containers();
                  }))
              .toList();
      for (Future<?> call : calls) {
        call.get();
      }
    }
  }
}
