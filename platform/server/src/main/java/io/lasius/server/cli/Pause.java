package io.lasius.server.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A wait between two looks at the platform, whose API has nothing to wait on. */
record Pause(Duration length) {
  void await() throws InterruptedException {
    Executor later = CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS);
    try {
      CompletableFuture.runAsync(() -> {}, later).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("doing nothing failed", e);
    }
  }
}
