package io.lasius.server.container;

import java.util.Map;

/**
 * A container that a launcher made, running or not.
 *
 * @param state as the engine names it: created, running, exited and so on
 */
public record ConnectorContainer(
    String id, String name, String image, String state, Map<String, String> labels) {
  public ConnectorContainer {
    labels = Map.copyOf(labels);
  }
}
