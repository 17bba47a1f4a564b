package io.lasius.server.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the end of this process by a signal (Ctrl-C) into an interrupt of the thread that opened
 * this, and holds the process until that thread has closed it: what it started is gone then.
 */
final class Interruption implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().name("interruption").unstarted(this::interrupt);

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending already, by this very hook.
    }
  }

  private void interrupt() {
    worker.interrupt();
    try {
      var _ = ended.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
