package io.lasius.replication;

import java.util.Map;

/**
 * How to start a connector.
 *
 * @param name name of its container; the engine refuses a second one of the same name
 * @param image the connector's image
 * @param environment variables beside those of the image
 * @param labels what its container is marked with
 * @param network {@code none}, {@code bridge}, {@code host}, or the name of a network
 * @param localFolder whether the operator's folder is mounted at {@code /local}
 */
public record ConnectorLaunch(
    String name,
    ConnectorRole role,
    String image,
    ConnectorCommand command,
    Map<String, String> environment,
    Map<String, String> labels,
    ConnectorLimits limits,
    String network,
    boolean localFolder) {
  public ConnectorLaunch {
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
  }
}
