package io.lasius.replication;

/** Starts connectors. Thread-safe. */
public interface ConnectorLauncher {
  /**
   * Starts one. It runs when this returns.
   *
   * @throws LaunchException if it cannot be started; nothing of it is left
   */
  ConnectorProcess launch(ConnectorLaunch launch) throws LaunchException, InterruptedException;
}
