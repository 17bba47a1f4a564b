package io.lasius.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The wait between two looks at something that cannot be waited on. */
public final class Pause {
  private Pause() {}

  /** Waits. */
  public static void of(Duration time) {
    new CompletableFuture<Void>()
        .completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }
}
