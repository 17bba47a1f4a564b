package io.lasius.server.connection;

import io.lasius.server.access.ObjectPlace;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** In which workspace a connection is. */
@Singleton
final class ConnectionPlace implements ObjectPlace {
  private final ConnectionStore store;

  ConnectionPlace(ConnectionStore store) {
    this.store = store;
  }

  @Override
  public String variable() {
    return "connectionId";
  }

  @Override
  public String resourceType(Map<String, Object> path) {
    return "connection";
  }

  @Override
  public Optional<UUID> workspaceOf(String id) {
    return store.findWorkspaceIdById(UUID.fromString(id));
  }
}
