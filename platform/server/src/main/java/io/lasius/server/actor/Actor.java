package io.lasius.server.actor;

import io.lasius.replication.ConnectorRole;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * A source or destination: a connector with its configuration.
 *
 * @param configuration JSON, in which secrets are references
 */
@MappedEntity("actor")
public record Actor(
    @Id UUID id,
    UUID workspaceId,
    UUID definitionId,
    ConnectorRole role,
    String name,
    String configuration,
    Instant createdAt,
    boolean deleted) {
  Actor with(String newName, String newConfiguration) {
    return new Actor(
        id, workspaceId, definitionId, role, newName, newConfiguration, createdAt, deleted);
  }

  /** The configuration is left out. */
  @Override
  public String toString() {
    return "%s '%s' (%s)".formatted(role, name, id);
  }
}
