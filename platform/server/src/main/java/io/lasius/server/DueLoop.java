package io.lasius.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again for what is due, on a thread of its own: once something has changed, once
 * the next is due, and after the longest wait at latest, since not all that changes is heard of
 * here. Thread-safe.
 */
public final class DueLoop {
  private static final Logger log = LoggerFactory.getLogger(DueLoop.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final Supplier<Duration> look;
  private final Duration longestWait;
  private final Semaphore changes = new Semaphore(0);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /**
   * A loop that is still to be started.
   *
   * @param name of its thread
   * @param look does what is due, and says how long it is until the next; what it throws is logged
   */
  public DueLoop(String name, Supplier<Duration> look, Duration longestWait) {
    this.look = look;
    this.longestWait = longestWait;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::work);
  }

  public void start() {
    thread.start();
  }

  /** Something may be due now. */
  public void changed() {
    changes.release();
  }

  /** Whether it is to end, so that a long look may break off. */
  public boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Without an interrupt, which would close an H2 database's file. */
  public void stop() throws InterruptedException {
    stopping.countDown();
    changes.release();
    if (thread.isAlive() && !thread.join(STOP_LIMIT)) {
      log.warn("Loop does not stop: name={}", thread.getName());
    }
  }

  private void work() {
    try {
      while (!isStopping()) {
        await(nextLook());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration nextLook() {
    try {
      var wait = look.get();
      return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    } catch (RuntimeException | OutOfMemoryError e) {
      log.error("Loop cannot look for what is due, and tries again: name={}", thread.getName(), e);
      return longestWait;
    }
  }

  private void await(Duration wait) throws InterruptedException {
    // A due time has come when the wait is over, not almost.
    if (changes.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS)) {
      changes.drainPermits();
    }
  }
}
