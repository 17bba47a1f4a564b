package io.lasius.server.job;

import io.lasius.replication.FailureReason;
import io.lasius.replication.Replication;
import io.lasius.replication.ReplicationReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that this server runs. It is there from the claim on: what is asked of it before its
 * containers start is done as soon as they do.
 */
public final class RunningAttempt {
  private final JobLease lease;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Replication replication;
  private @Nullable FailureReason aborted;
  private boolean cancelled;

  public RunningAttempt(JobLease lease) {
    this.lease = lease;
  }

  public JobLease lease() {
    return lease;
  }

  /** Hands over what moves the records. */
  public synchronized void begin(Replication begun) {
    replication = begun;
    if (cancelled) {
      begun.cancel();
    }
    if (aborted != null) {
      begun.abort(aborted);
    }
  }

  /** Whether somebody asked for its end. */
  public synchronized boolean cancelled() {
    return cancelled;
  }

  /** Why this server may not go on with it; null where it may. */
  public synchronized @Nullable FailureReason aborted() {
    return aborted;
  }

  public synchronized void cancel() {
    if (!cancelled) {
      cancelled = true;
      if (replication != null) {
        replication.cancel();
      }
    }
  }

  /** Ends its containers at once. */
  public synchronized void abort(FailureReason reason) {
    if (aborted == null) {
      aborted = reason;
      if (replication != null) {
        replication.abort(reason);
      }
    }
  }

  /** The counts as they stand; none before records move. */
  public synchronized Optional<ReplicationReport> report() {
    return Optional.ofNullable(replication).map(Replication::report);
  }

  void end() {
    ended.countDown();
  }

  /**
   * Waits for its end.
   *
   * @return whether it came within the limit
   */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
