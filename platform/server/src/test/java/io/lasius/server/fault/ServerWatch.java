package io.lasius.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Looks at a server while things go wrong around it: it is to answer all the time, and to need
 * little memory. Thread-safe.
 */
final class ServerWatch {
  /** What a server may use, whatever its connectors do. */
  private static final long MEMORY_LIMIT_KIB = 512 << 10;

  private static final List<String> ASKED = List.of("/health", "/jobs?limit=1");
  private static final Duration ASK_EVERY = Duration.ofMillis(200);
  private static final String PEAK = "VmHWM:";

  private final ServerProcess server;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private final AtomicLong answers = new AtomicLong();
  private final LongAccumulator slowestMillis = new LongAccumulator(Long::max, 0);

  ServerWatch(ServerProcess server) {
    this.server = server;
    thread = Thread.ofPlatform().name("server-watch").start(this::watch);
  }

  private void watch() {
    try (var api = new Api(server.address(), server.api().authorization())) {
      while (!over.await(ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        for (var path : ASKED) {
          ask(api, path);
        }
      }
    } catch (IOException | RuntimeException e) {
      refusals.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(Api api, String path) throws IOException, InterruptedException {
    var asked = System.nanoTime();
    var answer = api.get(path);
    slowestMillis.accumulate(Duration.ofNanos(System.nanoTime() - asked).toMillis());
    answers.incrementAndGet();
    if (answer.status() != 200) {
      refusals.add(answer.body());
    }
  }

  /** Fails unless each question was answered, and the server's memory kept its limit. */
  void assertHealthy() throws IOException {
    assertThat(answers.get()).isPositive();
    assertThat(refusals).isEmpty();
    assertSmall(server);
  }

  /** Fails where a server had more memory than it may use. */
  static void assertSmall(ServerProcess server) throws IOException {
    assertThat(peakKib(server)).as("KiB of memory").isLessThan(MEMORY_LIMIT_KIB);
  }

  /** How it was, as the end of a sentence. */
  String sentence() throws IOException {
    return "the server took %d MiB at most, and answered %d requests, the slowest after %d ms"
        .formatted(peakKib(server) >> 10, answers.get(), slowestMillis.get());
  }

  /** The most memory that it ever had resident. */
  private static long peakKib(ServerProcess server) throws IOException {
    var status = Path.of("/proc", Long.toString(server.pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(PEAK))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Looks no more. */
  void end() throws InterruptedException {
    over.countDown();
    thread.join();
  }
}
