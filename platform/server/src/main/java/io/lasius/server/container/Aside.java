package io.lasius.server.container;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Work on a virtual thread of its own. Java closes a channel under a thread that is interrupted
 * while it uses it. Where that would leave a container behind, or look like an end of input, the
 * work is done aside, and only the waiting can be interrupted.
 */
final class Aside {
  private Aside() {}

  /** Starts it; the future fails with what the work throws. */
  static <T> CompletableFuture<T> start(String name, Callable<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        task -> Thread.ofVirtual().name(name).start(task));
  }

  /**
   * Waits, whatever interrupts come.
   *
   * @return whether it has ended, well or not, within the limit
   */
  static boolean ended(CompletableFuture<?> work, Duration limit) {
    return work.handle((_, _) -> true)
        .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
