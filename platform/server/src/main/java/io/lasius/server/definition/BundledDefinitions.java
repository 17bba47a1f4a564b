package io.lasius.server.definition;

import io.lasius.replication.ConnectorRole;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The connectors that come with the platform. */
@Singleton
final class BundledDefinitions {
  private static final String TAG = "dev";
  private static final String NO_NETWORK = "none";
  private static final List<ConnectorDefinition> ALL =
      List.of(
          source("3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e01", "source-file"),
          source("3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e02", "source-sample"),
          destination("3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e03", "destination-file", NO_NETWORK),
          destination("3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e04", "destination-discard", NO_NETWORK),
          destination("3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e05", "destination-postgres", null));

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

  private static ConnectorDefinition source(String id, String name) {
    return of(id, ConnectorRole.SOURCE, name, NO_NETWORK);
  }

  private static ConnectorDefinition destination(String id, String name, @Nullable String network) {
    return of(id, ConnectorRole.DESTINATION, name, network);
  }

  private static ConnectorDefinition of(
      String id, ConnectorRole role, String name, @Nullable String network) {
    return new ConnectorDefinition(
        UUID.fromString(id),
        null,
        role,
        name,
        "lasius/" + name,
        TAG,
        null,
        network,
        null,
        null,
        null,
        null,
        null,
        null,
        Instant.EPOCH,
        false);
  }
}
