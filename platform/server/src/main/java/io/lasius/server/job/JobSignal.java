package io.lasius.server.job;

import io.lasius.server.admission.QueueChanged;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the queue of this server that it should look for work. */
@Singleton
public final class JobSignal {
  private final Semaphore changes = new Semaphore(0);

  /** There may be work. */
  public void jobsChanged() {
    changes.release();
  }

  /** What kept jobs waiting may be gone. */
  @EventListener
  void queueChanged(QueueChanged event) {
    jobsChanged();
  }

  /** Waits until there may be work, or a time has gone by. */
  public void await(Duration longest) throws InterruptedException {
    if (changes.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      changes.drainPermits();
    }
  }
}
