package io.lasius.server.container;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that nothing of a container's output is lost where its reader is late. The engine
 * holds about 1.4 MB on the way, and what does not fit is in the container's pipe; 2 s after the
 * end of the container it closes that, read or not, and the output ends as always (seen with engine
 * 20.10: up to 114 KB were gone). So a reader that does not keep up is watched: once the engine
 * does not say that the container runs, what is left is taken and kept in memory. Where that could
 * not be done in time, as when this process was stopped, the end of the output is a failure.
 */
final class TailWatch {
  private static final Logger log = LoggerFactory.getLogger(TailWatch.class);

  /** When the engine gives up, and a little less, as clocks and threads are not exact. */
  private static final Duration GIVEN_UP = Duration.ofMillis(1_800);

  /** Between two looks; with the next limit it leaves half of that to take what there is. */
  private static final Duration PAUSE = Duration.ofMillis(400);

  /** An engine that waits for the reader of a container that has ended says nothing of it. */
  private static final Duration ANSWER_LIMIT = Duration.ofMillis(400);

  /** Less than is on the way when the engine has to wait for a reader. */
  private static final long ON_THE_WAY = 128 << 10;

  /** More than is ever left at an end. */
  private static final long MOST = 2 << 20;

  /** For a container that runs all the same, since the engine was slow to say so. */
  private static final long MOST_KEPT = 2 * MOST;

  /** The container ran at that time, by {@link System#nanoTime}, when so many bytes had come. */
  private record Known(long at, long taken) {}

  private final Container container;
  private final ContainerOutput output;
  private final CountDownLatch exited = new CountDownLatch(1);
  private CompletableFuture<?> ahead = CompletableFuture.completedFuture(null);
  private volatile Known known;
  private volatile long exitedAt;

  /** Of a container that has just been started. */
  TailWatch(Container container, ContainerOutput output) {
    this.container = container;
    this.output = output;
    this.known = new Known(System.nanoTime(), 0);
  }

  /** Watches until the container has ended. */
  void start() {
    Thread.ofVirtual().name("tail-" + container.name()).start(this::run);
  }

  /** The engine told that it ended, or will tell nothing any more. */
  void exited() {
    exitedAt = System.nanoTime();
    exited.countDown();
  }

  /**
   * Called at the end of the output, once the container has exited.
   *
   * @throws IOException if the engine may have given up what was left
   */
  void confirm() throws IOException {
    var last = known;
    var unknown = Duration.ofNanos(exitedAt - last.at);
    if (unknown.compareTo(GIVEN_UP) >= 0 && output.taken() - last.taken >= ON_THE_WAY) {
      throw new IOException(
          "the end of the output of %s may be missing: it was last known to run %d ms before its end was told, and the engine keeps what is not read for 2000 ms"
              .formatted(container.name(), unknown.toMillis()));
    }
  }

  private void run() {
    long looked = System.nanoTime();
    while (!hasExited()) {
      var now = new Known(System.nanoTime(), output.taken());
      // Who was stopped for a while does not know what would have been seen meanwhile.
      boolean late = now.at - looked > 2 * PAUSE.toNanos();
      boolean stalled = output.isStalled();
      if (!(late || stalled) || runs()) {
        known = now;
      } else if (ahead.isDone()) {
        ahead = Aside.start("ahead-" + container.name(), this::readAhead);
      }
      looked = System.nanoTime();
    }
  }

  /** Waits for a pause, or the exit. */
  private boolean hasExited() {
    try {
      return exited.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the watch over an output", e);
    }
  }

  private Void readAhead() {
    output.readAhead(MOST, MOST_KEPT);
    return null;
  }

  private boolean runs() {
    var look = Aside.start("look-" + container.name(), container::isRunning);
    try {
      return look.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return false;
    } catch (Exception e) {
      log.debug("Container does not tell whether it runs: container={}", container.name(), e);
      return false;
    }
  }
}
