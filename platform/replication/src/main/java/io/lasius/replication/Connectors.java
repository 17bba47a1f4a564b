package io.lasius.replication;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The two connectors of a sync, started side by side. */
record Connectors(ConnectorProcess source, ConnectorProcess destination) {
  /**
   * Starts both at once.
   *
   * @throws LaunchException if one of them cannot be started; nothing of the other is left
   */
  static Connectors launch(ConnectorLauncher launcher, ReplicationPlan plan)
      throws LaunchException, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<ConnectorProcess> launchSource = () -> launcher.launch(plan.source());
      Callable<ConnectorProcess> launchDestination = () -> launcher.launch(plan.destination());
      var source = threads.submit(launchSource);
      var destination = threads.submit(launchDestination);
      try {
        return new Connectors(get(source), get(destination));
      } catch (LaunchException | InterruptedException | RuntimeException e) {
        closeWhenStarted(source);
        closeWhenStarted(destination);
        throw e;
      }
    }
  }

  private static ConnectorProcess get(Future<ConnectorProcess> started)
      throws LaunchException, InterruptedException {
    try {
      return started.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LaunchException launch) {
        throw launch;
      }
      throw new IllegalStateException("a connector could not be started", e.getCause());
    }
  }

  private static void closeWhenStarted(Future<ConnectorProcess> starting) {
    boolean interrupted = Thread.interrupted();
    try {
      starting.get().close();
    } catch (ExecutionException e) {
      // It did not start, so there is nothing to close.
      return;
    } catch (InterruptedException e) {
      interrupted = true;
      starting.cancel(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
