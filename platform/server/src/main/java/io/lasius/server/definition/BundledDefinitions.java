package io.lasius.server.definition;

import io.lasius.replication.ConnectorRole;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The connectors that come with the platform. They talk to no network. */
@Singleton
final class BundledDefinitions {
  private static final String TAG = "dev";
  private static final String NO_NETWORK = "none";
  private static final List<ConnectorDefinition> ALL =
      List.of(
          of("3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e01", ConnectorRole.SOURCE, "source-file"),
          of("3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e02", ConnectorRole.SOURCE, "source-sample"),
          of("3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e03", ConnectorRole.DESTINATION, "destination-file"),
          of(
              "3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e04",
              ConnectorRole.DESTINATION,
              "destination-discard"));

  private final DefinitionStore store;

  BundledDefinitions(DefinitionStore store) {
    this.store = store;
  }

  @EventListener
  void register(StartupEvent event) {
    for (var definition : ALL) {
      if (!store.existsById(definition.id())) {
        store.save(definition);
      }
    }
  }

  private static ConnectorDefinition of(String id, ConnectorRole role, String name) {
    return new ConnectorDefinition(
        UUID.fromString(id),
        null,
        role,
        name,
        "lasius/" + name,
        TAG,
        null,
        NO_NETWORK,
        null,
        null,
        Instant.EPOCH,
        false);
  }
}
