package io.lasius.server.workspace;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** What belongs together: sources, destinations, connections and definitions of its own. */
@MappedEntity("workspace")
public record Workspace(@Id UUID id, String name, Instant createdAt, boolean deleted) {
  /** The one that is there from the start. */
  public static final UUID DEFAULT = UUID.fromString("00000000-0000-0000-0000-000000000001");

  Workspace named(String newName) {
    return new Workspace(id, newName, createdAt, deleted);
  }

  Workspace asDeleted() {
    return new Workspace(id, name, createdAt, true);
  }
}
