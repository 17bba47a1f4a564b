package io.lasius.server.actor;

import io.lasius.replication.ConnectorRole;
import io.lasius.server.definition.ResourceAllocation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A source or destination: a connector with its configuration.
 *
 * @param configuration JSON, in which secrets are references
 * @param resourceAllocation JSON; null for what every connector has
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
    boolean deleted,
    @Nullable String resourceAllocation) {
  Actor with(String newName, String newConfiguration) {
    return new Actor(
        id,
        workspaceId,
        definitionId,
        role,
        newName,
        newConfiguration,
        createdAt,
        deleted,
        resourceAllocation);
  }

  Actor with(@Nullable String newResourceAllocation) {
    return new Actor(
        id,
        workspaceId,
        definitionId,
        role,
        name,
        configuration,
        createdAt,
        deleted,
        newResourceAllocation);
  }

  Actor asDeleted() {
    return new Actor(
        id,
        workspaceId,
        definitionId,
        role,
        name,
        configuration,
        createdAt,
        true,
        resourceAllocation);
  }

  /** Says that there is none, or none any more. */
  static ProblemException notFound(ConnectorRole role, UUID id) {
    return Problem.notFound(word(role), id).asException();
  }

  /** What one of a role is called. */
  static String word(ConnectorRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** What its containers may use. */
  ResourceAllocation resources() {
    return ResourceAllocation.parse(resourceAllocation);
  }

  /** The configuration is left out. */
  @Override
  public String toString() {
    return "%s '%s' (%s)".formatted(role, name, id);
  }
}
