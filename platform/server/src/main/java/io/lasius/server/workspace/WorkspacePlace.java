package io.lasius.server.workspace;

import io.lasius.server.access.ObjectPlace;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A workspace is in itself. */
@Singleton
final class WorkspacePlace implements ObjectPlace {
  private final WorkspaceStore store;

  WorkspacePlace(WorkspaceStore store) {
    this.store = store;
  }

  @Override
  public String variable() {
    return "workspaceId";
  }

  @Override
  public String resourceType(Map<String, Object> path) {
    return "workspace";
  }

  @Override
  public Optional<UUID> workspaceOf(String id) {
    return store.findById(UUID.fromString(id)).map(Workspace::id);
  }
}
