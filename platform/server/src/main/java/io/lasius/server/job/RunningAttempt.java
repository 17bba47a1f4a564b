package io.lasius.server.job;

import io.lasius.replication.ConnectorRole;
import io.lasius.replication.ConnectorUsage;
import io.lasius.replication.FailureReason;
import io.lasius.replication.Replication;
import io.lasius.replication.ReplicationReport;
import io.lasius.replication.StreamReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An attempt that this server runs. It is there from the claim on: what is asked of it before its
 * containers start is done as soon as they do.
 */
public final class RunningAttempt {
  private static final Logger log = LoggerFactory.getLogger(RunningAttempt.class);

  private final JobLease lease;
  private volatile long heldSinceNanos;
  private final PhaseTimes phases = new PhaseTimes();
  private final Speeds speeds = new Speeds(System::nanoTime);
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Replication replication;
  private @Nullable Thread interruptible;
  private @Nullable FailureReason aborted;
  private boolean cancelled;

  /**
   * An attempt that was just claimed.
   *
   * @param askedNanos when the claim was asked for, in {@link System#nanoTime()}
   */
  public RunningAttempt(JobLease lease, long askedNanos) {
    this.lease = lease;
    this.heldSinceNanos = askedNanos;
  }

  /**
   * Its lease was renewed.
   *
   * @param askedNanos when that was asked for: the lease is at least as long as it says from there
   */
  public void renewed(long askedNanos) {
    heldSinceNanos = askedNanos;
  }

  /** How long ago its lease was known to be whole, by this machine's own clock. */
  public Duration sinceRenewed() {
    return Duration.ofNanos(System.nanoTime() - heldSinceNanos);
  }

  public JobLease lease() {
    return lease;
  }

  /** From now on it does this. */
  public void enter(AttemptPhase phase) {
    phases.enter(phase);
  }

  /** What it took up to now. */
  AttemptFigures figures() {
    return new AttemptFigures(
        phases.millis(),
        AttemptFigures.Used.of(usage(ConnectorRole.SOURCE)),
        AttemptFigures.Used.of(usage(ConnectorRole.DESTINATION)));
  }

  /** Where it stands. */
  LiveAttempt live() {
    var now = Optional.ofNullable(replication());
    var report = now.map(Replication::report);
    var read = LiveAttempt.sum(report, StreamReport::emitted);
    var sent = LiveAttempt.sum(report, StreamReport::sent);
    var source = usage(ConnectorRole.SOURCE);
    var destination = usage(ConnectorRole.DESTINATION);
    var speed = speeds.look(LiveAttempt.side(read, source), LiveAttempt.side(sent, destination));
    return new LiveAttempt(
        phases.current(),
        phases.millis(),
        now.map(Replication::waits).orElse(List.of()),
        new LiveAttempt.LiveSide(read, speed.source(), source),
        new LiveAttempt.LiveSide(sent, speed.destination(), destination),
        now.flatMap(Replication::estimate));
  }

  private synchronized @Nullable Replication replication() {
    return replication;
  }

  private synchronized Optional<ConnectorUsage> usage(ConnectorRole role) {
    return replication == null ? Optional.empty() : replication.usage(role);
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

  /**
   * Does what comes before the records move, or after it, on the caller's thread. Its end, asked
   * for before or meanwhile, interrupts it; so this must touch nothing that an interrupt breaks,
   * such as the database.
   */
  public <T, E extends Exception> T interruptibly(Work<T, E> work) throws E, InterruptedException {
    beginInterruptibly();
    try {
      return work.run();
    } finally {
      endInterruptibly();
    }
  }

  /** What may be interrupted. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E, InterruptedException;
  }

  private synchronized void beginInterruptibly() throws InterruptedException {
    if (cancelled || aborted != null) {
      throw new InterruptedException("the attempt is to end");
    }
    interruptible = Thread.currentThread();
  }

  /** An interrupt that came too late to end the work is not to end anything else. */
  private synchronized void endInterruptibly() {
    interruptible = null;
    if (cancelled || aborted != null) {
      var late = Thread.interrupted();
      log.debug("Attempt's preparation ended: interrupted={}", late);
    }
  }

  private void interrupt() {
    if (interruptible != null) {
      interruptible.interrupt();
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
      interrupt();
      if (replication != null) {
        replication.cancel();
      }
    }
  }

  /** Ends its containers at once. */
  public synchronized void abort(FailureReason reason) {
    if (aborted == null) {
      aborted = reason;
      interrupt();
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
