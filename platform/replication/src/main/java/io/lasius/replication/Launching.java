package io.lasius.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The two connectors of a sync while they are started, side by side. */
final class Launching {
  private final ConnectorLauncher launcher;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletionService<ConnectorProcess> ready =
      new ExecutorCompletionService<>(threads);
  private final List<ConnectorProcess> started = new ArrayList<>();
  private boolean stopped;
  private boolean over;

  Launching(ConnectorLauncher launcher) {
    this.launcher = launcher;
  }

  /**
   * Starts both at once, and waits until they run.
   *
   * @return null if it was stopped; nothing of either is left then
   * @throws LaunchException if one of them cannot be started; nothing of the other is left
   */
  @Nullable Connectors await(ReplicationPlan plan) throws LaunchException, InterruptedException {
    try (threads) {
      try {
        var connectors = startBoth(plan);
        return end() ? connectors : null;
      } catch (StoppedException e) {
        return null;
      } catch (LaunchException | InterruptedException | RuntimeException e) {
        // Before the threads are awaited: one of them may still be starting a connector.
        stop();
        throw e;
      }
    }
  }

  /** Ends what has been started, and what is being started; does nothing once both run. */
  synchronized void stop() {
    if (!over && !stopped) {
      stopped = true;
      threads.shutdownNow();
      started.forEach(ConnectorProcess::close);
    }
  }

  private Connectors startBoth(ReplicationPlan plan)
      throws LaunchException, InterruptedException, StoppedException {
    var source = begin(plan.source());
    var destination = begin(plan.destination());
    // In the order in which they get there, so that one that fails ends the other's start.
    get(ready.take());
    get(ready.take());
    return new Connectors(get(source), get(destination));
  }

  private synchronized Future<ConnectorProcess> begin(@Nullable ConnectorLaunch launch)
      throws StoppedException {
    if (stopped) {
      throw new StoppedException();
    }
    return ready.submit(() -> start(launch));
  }

  private ConnectorProcess start(@Nullable ConnectorLaunch launch)
      throws LaunchException, InterruptedException, StoppedException {
    ConnectorProcess process = launch == null ? new EmptySource() : launcher.launch(launch);
    synchronized (this) {
      if (!stopped) {
        started.add(process);
        return process;
      }
    }
    process.close();
    throw new StoppedException();
  }

  private ConnectorProcess get(Future<ConnectorProcess> starting)
      throws LaunchException, InterruptedException, StoppedException {
    try {
      return starting.get();
    } catch (ExecutionException e) {
      if (isStopped()) {
        throw new StoppedException();
      }
      if (e.getCause() instanceof LaunchException launch) {
        throw launch;
      }
      throw new IllegalStateException("a connector could not be started", e.getCause());
    }
  }

  /** Whether both are the caller's from now on. */
  private synchronized boolean end() {
    over = true;
    return !stopped;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  /** Somebody asked for the end while a connector was being started. */
  private static final class StoppedException extends Exception {
    private static final long serialVersionUID = 1;
  }
}
