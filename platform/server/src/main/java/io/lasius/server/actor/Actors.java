package io.lasius.server.actor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.access.Caller;
import io.lasius.server.command.CommandException;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.Connector;
import io.lasius.server.definition.ConnectorDefinition;
import io.lasius.server.definition.Connectors;
import io.lasius.server.definition.DefinitionStore;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.secret.Redaction;
import io.lasius.server.secret.SecretConfig;
import io.lasius.server.secret.SplitConfig;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sources and destinations, with their configurations as connectors get them. */
@Singleton
public class Actors {
  private final ActorStore store;
  private final ActorConfigurations configurations;
  private final DefinitionStore definitions;
  private final Connectors connectors;

  Actors(
      ActorStore store,
      ActorConfigurations configurations,
      DefinitionStore definitions,
      Connectors connectors) {
    this.store = store;
    this.configurations = configurations;
    this.definitions = definitions;
    this.connectors = connectors;
  }

  /** One of that role that is not deleted. */
  public Actor find(ConnectorRole role, UUID id) {
    return store.find(id, role).orElseThrow(() -> Actor.notFound(role, id));
  }

  /**
   * The same, where a request names it outside its path.
   *
   * @throws io.lasius.server.http.ProblemException 404 if there is none, or the caller may not see
   *     it; 403 if they may not do with it what they ask for
   */
  public Actor find(Caller caller, ConnectorRole role, UUID id) {
    var actor = find(role, id);
    caller.require(actor.workspaceId(), Actor.word(role), id);
    return actor;
  }

  /** One that a connection uses, whatever became of it. */
  public Actor get(UUID id) {
    return store.findById(id).orElseThrow(() -> new IllegalStateException("an actor is gone"));
  }

  List<Actor> list(ConnectorRole role, boolean includeDeleted, Slice slice) {
    return store.list(role, includeDeleted, slice.limitAndOne(), slice.offset());
  }

  List<Actor> list(ConnectorRole role, boolean includeDeleted, List<UUID> workspaces, Slice slice) {
    return store.list(role, includeDeleted, workspaces, slice.limitAndOne(), slice.offset());
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
    return connectors.of(definition(actor)).within(actor.resources());
  }

  /** The configuration with its secrets, as they are now. */
  public ConnectorConfig configuration(Actor actor) {
    var hydrated = configurations.hydrated(actor);
    return new ConnectorConfig(
        Json.write(definition(actor).completed(hydrated.plain())), hydrated.redaction());
  }

  /**
   * Keeps sources and destinations from being deleted until the transaction ends.
   *
   * @throws io.lasius.server.http.ProblemException 404 if one is
   */
  public void lock(UUID... ids) {
    for (var actor : store.lock(List.of(ids))) {
      if (actor.deleted()) {
        throw Actor.notFound(actor.role(), actor.id());
      }
    }
  }

  /** Leaves the secrets of a configuration out of texts, before it is stored. */
  public Redaction redaction(UUID id, ObjectNode plain)
      throws EngineException, CommandException, InterruptedException {
    return Redaction.of(split(get(id), plain).secrets().values());
  }

  /**
   * Stores the configuration that a connector asked for while it was run.
   *
   * @param given what it was run with
   * @param asked null where it asked for none
   * @return what leaves the secrets of both configurations out of what it said
   */
  Redaction noted(Actor actor, ConnectorConfig given, @Nullable ObjectNode asked)
      throws EngineException, CommandException, InterruptedException {
    if (asked == null) {
      return given.redaction();
    }
    var both = given.redaction().and(redaction(actor.id(), asked));
    var _ = replaceConfiguration(actor.id(), asked);
    return both;
  }

  /**
   * Stores the configuration that a connector asked for in place of the one it got. It is not held
   * against the specification: connectors know better what they take.
   */
  public Actor replaceConfiguration(UUID id, ObjectNode plain)
      throws EngineException, CommandException, InterruptedException {
    return configurations.update(id, split(get(id), plain));
  }

  private SplitConfig split(Actor actor, ObjectNode plain)
      throws EngineException, CommandException, InterruptedException {
    var connector = connector(actor);
    return SecretConfig.of(connector.specification().connectionSpecification())
        .split(connector.definition().withoutOwn(plain));
  }
}
