package io.lasius.replication;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one sync: starts both connectors, carries records from one to the other, and commits the
 * states that come back. One thread runs it; {@link #cancel()}, {@link #abort(FailureReason)} and
 * {@link #report()} may be called from any.
 */
public final class Replication {
  private final ReplicationPlan plan;
  private final ReplicationEvents events;
  private final InstantSource clock;
  private final SyncProgress progress;
  private final Failures failures = new Failures();
  private final Launching launching;
  private final Object lock = new Object();
  private @Nullable RunningSync running;
  private boolean cancelled;
  private boolean aborted;

  public Replication(
      ReplicationPlan plan,
      ConnectorLauncher launcher,
      ReplicationEvents events,
      InstantSource clock) {
    this.plan = plan;
    this.launching = new Launching(launcher);
    this.events = events;
    this.clock = clock;
    this.progress = new SyncProgress(plan.sourceCatalog());
  }

  /**
   * Runs to the end. Whatever happens, both connectors are gone when this returns.
   *
   * @throws InterruptedException if the thread is interrupted; both connectors are gone then, too
   */
  public ReplicationOutcome run() throws InterruptedException {
    try {
      var connectors = launching.await(plan);
      if (connectors != null) {
        var sync = new RunningSync(plan, connectors, events, clock, progress, failures);
        begin(sync);
        events.moves();
        sync.run();
      }
    } catch (LaunchException e) {
      failures.add(e.reason());
    }
    return outcome();
  }

  /**
   * Asks for an early end: the source is stopped, the destination may commit what it has within a
   * limit. What was committed stays committed.
   */
  public void cancel() {
    RunningSync sync;
    synchronized (lock) {
      cancelled = true;
      sync = running;
    }
    if (sync == null) {
      launching.stop();
    } else {
      sync.cancel();
    }
  }

  /** Ends both connectors at once: this server may not go on. */
  public void abort(FailureReason reason) {
    RunningSync sync;
    failures.add(reason);
    synchronized (lock) {
      aborted = true;
      sync = running;
    }
    if (sync == null) {
      launching.stop();
    } else {
      sync.stop();
    }
  }

  /** The counts as they stand. */
  public ReplicationReport report() {
    return progress.report();
  }

  /** What it waits for at this moment, once both connectors run; the connector first. */
  public List<SyncWait> waits() {
    synchronized (lock) {
      return running == null ? List.of() : running.waits();
    }
  }

  /** What a connector has used so far, also once it has ended; empty where nobody can tell. */
  public Optional<ConnectorUsage> usage(ConnectorRole role) {
    synchronized (lock) {
      return running == null ? Optional.empty() : running.usage(role);
    }
  }

  /** How much the source expects to read; empty where it did not say. */
  public Optional<SyncEstimate> estimate() {
    return progress.estimates().total();
  }

  /** Publishes the sync; somebody may have asked for its end a moment before. */
  private void begin(RunningSync sync) {
    boolean stop;
    boolean cancel;
    synchronized (lock) {
      running = sync;
      stop = aborted;
      cancel = cancelled;
    }
    if (stop) {
      sync.stop();
    } else if (cancel) {
      sync.cancel();
    }
  }

  private ReplicationOutcome outcome() {
    var report = progress.report();
    synchronized (lock) {
      if (cancelled && !aborted) {
        return new ReplicationOutcome.Cancelled(report);
      }
    }
    if (failures.any()) {
      return new ReplicationOutcome.Failed(report, failures.reasons());
    }
    progress.endedWell();
    return new ReplicationOutcome.Succeeded(progress.report());
  }
}
