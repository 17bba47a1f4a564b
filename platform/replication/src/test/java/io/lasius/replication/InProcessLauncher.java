package io.lasius.replication;

import io.lasius.connector.fault.FaultConnector;
import io.lasius.protocol.message.FailureType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs fault connectors on threads of this JVM. */
final class InProcessLauncher implements FaultLauncher {
  private final Path folder;
  private final ConcurrentHashMap<ConnectorRole, PipeConnector> running = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<PipeConnector> started = new ConcurrentLinkedQueue<>();

  InProcessLauncher(Path folder) {
    this.folder = folder;
  }

  @Override
  public void kill(ConnectorRole role) {
    Objects.requireNonNull(running.get(role)).kill();
  }

  @Override
  public List<String> left() {
    return started.stream()
        .filter(connector -> !connector.awaitEnd())
        .map(_ -> "a connector that still runs")
        .toList();
  }

  @Override
  public ConnectorProcess launch(ConnectorLaunch launch) throws LaunchException {
    try {
      var arguments = FaultLauncher.arguments(launch, folder);
      var connector =
          new PipeConnector(
              io ->
                  FaultConnector.run(arguments, launch.environment(), io.in(), io.out(), io.err()),
              _ -> {});
      running.put(launch.role(), connector);
      started.add(connector);
      return connector;
    } catch (IOException e) {
      throw new LaunchException(
          FailureReason.now(
              FailureOrigin.of(launch.role()),
              FailureType.SYSTEM_ERROR,
              "cannot start",
              e.toString()),
          e);
    }
  }
}
