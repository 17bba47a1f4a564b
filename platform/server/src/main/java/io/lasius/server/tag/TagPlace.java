package io.lasius.server.tag;

import io.lasius.server.access.ObjectPlace;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** In which workspace a tag is. */
@Singleton
final class TagPlace implements ObjectPlace {
  private final TagStore store;

  TagPlace(TagStore store) {
    this.store = store;
  }

  @Override
  public String variable() {
    return "tagId";
  }

  @Override
  public String resourceType(Map<String, Object> path) {
    return "tag";
  }

  @Override
  public Optional<UUID> workspaceOf(String id) {
    return store.findById(UUID.fromString(id)).map(Tag::workspaceId);
  }
}
