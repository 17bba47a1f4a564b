package io.lasius.server.schedule;

import io.lasius.server.ServerSettings;
import io.lasius.server.admission.SyncsOwed;
import io.lasius.server.connection.ScheduleChosen;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.transaction.annotation.TransactionalEventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the jobs made that are due, on a thread of its own, as long as the server runs. */
@Singleton
class ConnectionScheduler {
  private static final Logger log = LoggerFactory.getLogger(ConnectionScheduler.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final DueLook look;
  private final Duration longestWait;
  private final Semaphore changes = new Semaphore(0);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("schedule").unstarted(this::work);

  ConnectionScheduler(DueLook look, ServerSettings settings) {
    this.look = look;
    this.longestWait = settings.heartbeat();
  }

  @EventListener
  void start(ServerStartupEvent event) {
    thread.start();
  }

  /** Once it is stored, or the look would not see it. */
  @TransactionalEventListener
  void scheduleChosen(ScheduleChosen event) {
    changes.release();
  }

  @TransactionalEventListener
  void syncsOwed(SyncsOwed event) {
    changes.release();
  }

  /** Without an interrupt, which would close the database's file. */
  @PreDestroy
  void stop() throws InterruptedException {
    stopping.countDown();
    changes.release();
    if (thread.isAlive() && !thread.join(STOP_LIMIT)) {
      log.warn("Schedule does not stop");
    }
  }

  private void work() {
    try {
      while (stopping.getCount() > 0) {
        await(nextLook());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Another server may change a schedule, a job may end, the clock may be set and the machine wake
   * up, all unheard: so no wait is long.
   */
  private Duration nextLook() {
    try {
      var wait = look.take(() -> stopping.getCount() == 0);
      return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    } catch (RuntimeException e) {
      log.error("Schedule cannot look for what is due, and tries again", e);
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
