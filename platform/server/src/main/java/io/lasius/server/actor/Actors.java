package io.lasius.server.actor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.command.CommandException;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.Connector;
import io.lasius.server.definition.ConnectorDefinition;
import io.lasius.server.definition.Connectors;
import io.lasius.server.definition.DefinitionStore;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.http.Problem;
import io.lasius.server.secret.Redaction;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Sources and destinations, with their configurations as connectors get them. */
@Singleton
public class Actors {
  private final ActorStore store;
  private final DefinitionStore definitions;
  private final Connectors connectors;

  Actors(ActorStore store, DefinitionStore definitions, Connectors connectors) {
    this.store = store;
    this.definitions = definitions;
    this.connectors = connectors;
  }

  /** One of that role that is not deleted. */
  public Actor find(ConnectorRole role, UUID id) {
    return store
        .find(id, role)
        .orElseThrow(() ->
            Problem.notFound(role == ConnectorRole.SOURCE ? "source" : "destination", id)
                .asException());
  }

  /** One that a connection uses, whatever became of it. */
  public Actor get(UUID id) {
    return store.findById(id).orElseThrow(() -> new IllegalStateException("an actor is gone"));
  }

  List<Actor> list(ConnectorRole role, boolean includeDeleted, List<UUID> workspaces, Slice slice) {
    return workspaces.isEmpty()
        ? store.list(role, includeDeleted, slice.limitAndOne(), slice.offset())
        : store.list(role, includeDeleted, workspaces, slice.limitAndOne(), slice.offset());
  }

  /** What it is made of. */
  public ConnectorDefinition definition(Actor actor) {
    return definitions
        .findById(actor.definitionId())
        .orElseThrow(() -> new IllegalStateException("an actor's definition is gone"));
  }

  /** Its connector, ready to run. */
  public Connector connector(Actor actor)
      throws EngineException, CommandException, InterruptedException {
    return connectors.of(definition(actor));
  }

  public String configuration(Actor actor) {
    return actor.configuration();
  }

  public Redaction redaction(UUID sourceId, UUID destinationId) {
    return new Redaction();
  }

  public Actor replaceConfiguration(UUID id, ObjectNode config) {
    return store.update(get(id).with(get(id).name(), Json.write(config)));
  }

  CommandException redacted(Actor actor, CommandException failure) {
    return failure;
  }

  ObjectNode maskedConfiguration(Actor actor) {
    try {
      return (ObjectNode) Json.parse(actor.configuration());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored configuration cannot be read", e);
    }
  }
}
