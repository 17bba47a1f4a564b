package io.lasius.server.actor;

import io.lasius.server.access.ObjectPlace;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** In which workspace a source or destination is. */
@Singleton
final class ActorPlace implements ObjectPlace {
  private final ActorStore store;

  ActorPlace(ActorStore store) {
    this.store = store;
  }

  @Override
  public String variable() {
    return "actorId";
  }

  @Override
  public String resourceType(Map<String, Object> path) {
    return "sources".equals(path.get("kind")) ? "source" : "destination";
  }

  @Override
  public Optional<UUID> workspaceOf(String id) {
    return store.findById(UUID.fromString(id)).map(Actor::workspaceId);
  }
}
