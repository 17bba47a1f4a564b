package io.lasius.server.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.replication.ConnectorExit;
import io.lasius.replication.ConnectorProcess;
import io.lasius.replication.ConnectorTimeoutException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ContainerProcessIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static EngineUnderTest docker;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeAll
  static void reachTheEngine() throws Exception {
    docker = new EngineUnderTest();
  }

  @AfterAll
  static void leaveTheEngine() throws IOException {
    docker.close();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    threads.close();
    docker.assertNothingIsLeft();
  }

  @Test
  void givesTheOutputAndTheExitStatus() throws Exception {
    try (var source = docker.source("echo one; echo two; exit 7")) {
      assertThat(text(source)).isEqualTo("one\ntwo\n");
      assertThat(source.awaitExit(LIMIT)).isEqualTo(new ConnectorExit(7, false));
    }
  }

  @Test
  void givesOutputThatComesAfterTheEndOfInput() throws Exception {
    try (var destination = docker.destination("wc -c; echo finished")) {
      write(destination, "hello\n");
      destination.input().close();

      assertThat(text(destination)).isEqualTo("6\nfinished\n");
      assertThat(destination.awaitExit(LIMIT).clean()).isTrue();
    }
  }

  @Test
  void leavesNoVolumeWhereTheEngineLostItsContainer() throws Exception {
    try (var _ = docker.source("sleep 60")) {
      docker.removeContainersAndKeepVolumes();
    }
    assertThat(docker.volumes()).hasSize(1);

    docker.engine.removeLeftovers(docker.installation, _ -> true);

    assertThat(docker.volumes()).isEmpty();
  }

  @Test
  void endsTheInputOfACommandThatReadsNone() throws Exception {
    try (var source = docker.source("cat; echo finished")) {
      assertThat(text(source)).isEqualTo("finished\n");
    }
  }

  @Test
  void carriesALineOf64MebibytesThereAndBack() throws Exception {
    var line = "x".repeat(64 << 20);
    try (var destination = docker.destination("cat")) {
      var back = threads.submit(() -> text(destination));

      write(destination, line);
      destination.input().close();

      assertThat(back.get(20, TimeUnit.SECONDS).equals(line)).isTrue();
    }
  }

  @Test
  void seesThatMemoryRanOut() throws Exception {
    try (var source = docker.source("exec dd if=/dev/zero of=/dev/null bs=1G count=1")) {
      assertThat(source.awaitExit(LIMIT)).isEqualTo(new ConnectorExit(137, true));
    }
  }

  @Test
  void seesThatMemoryRanOutInAChildThoughTheConnectorEndsWell() throws Exception {
    try (var source = docker.source("dd if=/dev/zero of=/dev/null bs=1G count=1; exit 0")) {
      assertThat(source.awaitExit(LIMIT)).isEqualTo(new ConnectorExit(0, true));
    }
  }

  @Test
  void freesTheWriterToADestinationThatExitsWithoutReading() throws Exception {
    try (var destination = docker.destination("sleep 0.3; exit 3")) {
      var writer =
          threads.submit(() -> {
            while (true) {
              write(destination, "x".repeat(32 << 10));
            }
          });

      assertThatThrownBy(() -> writer.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
      assertThat(destination.awaitExit(LIMIT).status()).isEqualTo(3);
    }
  }

  /** The engine forgets what nobody has read of it 2 s after the end of a container. */
  @Test
  void losesNoOutputOfASourceThatEndsWhileNobodyReads() throws Exception {
    var writer = EngineUnderTest.FILLING_THE_WAY + "cat /tmp/written >&2";
    try (var source = docker.source(writer)) {
      assertThat(source.output().read(ByteBuffer.allocate(1))).isEqualTo(1);

      assertThat(source.awaitExit(LIMIT).clean()).isTrue();

      var lines = text(source).lines().toList();
      var written = Integer.parseInt(new String(source.errors().readAllBytes(), UTF_8).strip());
      assertThat(written).isGreaterThan(5_000);
      assertThat(lines).hasSizeGreaterThan(written);
      assertThat(lines.get(written)).endsWith("0" + written);
    }
  }

  @Test
  void holdsASourceBackWhenNobodyReads() throws Exception {
    var chunks = new AtomicLong();
    try (var source = docker.source("while head -c 64k /dev/zero; do echo >&2; done")) {
      var counter = threads.submit(() -> countBytes(source, chunks));

      assertThatThrownBy(() -> source.awaitExit(Duration.ofSeconds(1)))
          .isInstanceOf(ConnectorTimeoutException.class);
      assertThat(counter).isNotDone();
    }
    // Pipes, the engine's buffers and the socket hold 1.4 MB of 64 KiB each.
    assertThat(chunks.get()).isBetween(1L, 100L);
  }

  @Test
  void killsASourceWhoseOutputIsUnread() throws Exception {
    try (var source = docker.source("yes")) {
      assertThatThrownBy(() -> source.awaitExit(Duration.ofMillis(500)))
          .isInstanceOf(ConnectorTimeoutException.class);

      assertThat(millisOf(source::kill)).isLessThan(5_000);
      assertThat(source.awaitExit(LIMIT).status()).isEqualTo(137);
      assertThatThrownBy(() -> text(source)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void killsADestinationWhoseOutputAndErrorsAreUnread() throws Exception {
    try (var destination = docker.destination("yes >&2 & yes")) {
      assertThatThrownBy(() -> destination.awaitExit(Duration.ofMillis(500)))
          .isInstanceOf(ConnectorTimeoutException.class);

      assertThat(millisOf(destination::kill)).isLessThan(5_000);
      assertThat(destination.awaitExit(LIMIT).status()).isEqualTo(137);
    }
  }

  @Test
  void freesAReaderThatWaitsWhenTheSourceIsKilled() throws Exception {
    try (var source = docker.source("sleep 60")) {
      var reader = threads.submit(() -> text(source));

      source.kill();

      assertThatThrownBy(() -> reader.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void stdoutFlowsWhileStderrIsFlooded() throws Exception {
    try (var source = docker.source("yes >&2 & head -c 10m /dev/zero; kill $!; exit 0")) {
      var errors =
          threads.submit(() -> source.errors().transferTo(OutputStream.nullOutputStream()));

      assertThat(text(source)).hasSize(10 << 20);
      assertThat(source.awaitExit(LIMIT).status()).isZero();
      assertThat(errors.get(10, TimeUnit.SECONDS)).isPositive();
    }
  }

  @Test
  void closesTwiceAndKillsAfterTheEnd() throws Exception {
    var source = docker.source("exit 0");
    source.awaitExit(LIMIT);

    source.kill();
    source.close();
    source.close();

    assertThat(source.awaitExit(Duration.ZERO).clean()).isTrue();
  }

  private static long countBytes(ConnectorProcess process, AtomicLong count) throws IOException {
    while (process.errors().read() >= 0) {
      count.incrementAndGet();
    }
    return count.get();
  }

  private static void write(ConnectorProcess process, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      process.input().write(bytes);
    }
  }

  private static String text(ConnectorProcess process) throws IOException {
    return new String(Channels.newInputStream(process.output()).readAllBytes(), UTF_8);
  }

  private static long millisOf(Runnable work) {
    var began = System.nanoTime();
    work.run();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }
}
