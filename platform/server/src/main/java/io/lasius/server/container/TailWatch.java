package io.lasius.server.container;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that nothing of a container's output is lost where its reader is late. The engine
 * holds about 1.4 MB on the way, and what does not fit is in the container's pipe; 2 s after the
 * end of the container it closes that, read or not (seen with engine 20.10: up to 114 KB were gone,
 * and the output ended as always). So a reader that does not keep up is watched: once the engine
 * does not say that the container runs, all that is left is taken and kept in memory.
 */
final class TailWatch {
  private static final Logger log = LoggerFactory.getLogger(TailWatch.class);

  /** When the engine gives up. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(2);

  /** Between two looks; with the next limit it leaves half of that to take what there is. */
  private static final Duration PAUSE = Duration.ofMillis(400);

  /** An engine that waits for the reader of a container that has ended says nothing of it. */
  private static final Duration ANSWER_LIMIT = Duration.ofMillis(400);

  /** More than is ever left; of one that runs, since the engine was slow to say so, no more. */
  private static final int MOST = 8 << 20;

  private final Container container;
  private final ContainerOutput output;
  private final CompletableFuture<?> exit;

  private TailWatch(Container container, ContainerOutput output, CompletableFuture<?> exit) {
    this.container = container;
    this.output = output;
    this.exit = exit;
  }

  /** Watches until the container has ended. */
  static void start(Container container, ContainerOutput output, CompletableFuture<?> exit) {
    var watch = new TailWatch(container, output, exit);
    Thread.ofVirtual().name("tail-" + container.name()).start(watch::run);
  }

  private void run() {
    long aliveAt = System.nanoTime();
    boolean sure = true;
    while (!Aside.ended(exit, PAUSE)) {
      long asked = System.nanoTime();
      sure = !output.isStalled() || runs();
      if (sure) {
        aliveAt = asked;
      } else if (output.readAhead(MOST)) {
        break;
      }
    }
    var late = Duration.ofNanos(System.nanoTime() - aliveAt);
    if (!sure && late.compareTo(GIVEN_UP) >= 0) {
      output.doubt(
          new IOException(
              "the end of the output of %s may be missing: it was read %d ms after it was known to run, and the engine keeps it for %d ms"
                  .formatted(container.name(), late.toMillis(), GIVEN_UP.toMillis())));
    }
  }

  private boolean runs() {
    var look = Aside.start("look-" + container.name(), container::isRunning);
    try {
      return look.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      log.debug("Container does not tell whether it runs: container={}", container.name(), e);
      return false;
    }
  }
}
