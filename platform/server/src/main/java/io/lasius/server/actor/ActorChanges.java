package io.lasius.server.actor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.schema.JsonSchema;
import io.lasius.protocol.schema.MalformedSchemaException;
import io.lasius.protocol.schema.SchemaViolation;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.command.CommandException;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.Connector;
import io.lasius.server.definition.ConnectorDefinition;
import io.lasius.server.definition.ConnectorProblems;
import io.lasius.server.definition.Connectors;
import io.lasius.server.definition.DefinitionChoice;
import io.lasius.server.definition.DefinitionStore;
import io.lasius.server.definition.ResourceAllocation;
import io.lasius.server.http.Problem;
import io.lasius.server.secret.RefusedConfigException;
import io.lasius.server.secret.SecretConfig;
import io.lasius.server.secret.SplitConfig;
import io.lasius.server.workspace.WorkspaceDeleted;
import io.lasius.server.workspace.WorkspaceStore;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates, changes and deletes actors. A configuration is stored only if its connector takes it.
 */
@Singleton
class ActorChanges {
  private final ActorStore store;
  private final ActorConfigurations configurations;
  private final DefinitionStore definitions;
  private final DefinitionChoice choice;
  private final WorkspaceStore workspaces;
  private final Connectors connectors;
  private final CatalogDiscovery discovery;
  private final ApplicationEventPublisher<ActorDeleted> deleted;
  private final InstantSource clock;

  ActorChanges(
      ActorStore store,
      ActorConfigurations configurations,
      DefinitionStore definitions,
      DefinitionChoice choice,
      WorkspaceStore workspaces,
      Connectors connectors,
      CatalogDiscovery discovery,
      ApplicationEventPublisher<ActorDeleted> deleted,
      InstantSource clock) {
    this.store = store;
    this.configurations = configurations;
    this.definitions = definitions;
    this.choice = choice;
    this.workspaces = workspaces;
    this.connectors = connectors;
    this.discovery = discovery;
    this.deleted = deleted;
    this.clock = clock;
  }

  Actor create(
      ConnectorRole role,
      UUID workspaceId,
      @Nullable UUID definitionId,
      String name,
      ObjectNode configuration,
      @Nullable ResourceAllocation resources)
      throws InterruptedException {
    var resourceAllocation = checked(resources);
    var _ = workspaces.get(workspaceId);
    var plain = configuration.deepCopy();
    var type = plain.remove(discriminator(role));
    var definition =
        definitionId == null
            ? choice.ofType(
                role, workspaceId, discriminator(role), type == null ? null : type.textValue())
            : choice.ofId(role, workspaceId, definitionId);
    var connector = connector(definition);
    var split = split(() -> secretsOf(connector).split(plain));
    check(connector, configurations.hydrated(workspaceId, split, null));
    var actor =
        configurations.insert(
            new Actor(
                UUID.randomUUID(),
                workspaceId,
                definition.id(),
                role,
                name,
                Json.write(split.config()),
                clock.instant(),
                false,
                resourceAllocation),
            split.secrets());
    discover(actor);
    return actor;
  }

  /** Puts a configuration in place of the one before; what is masked in it stays as it was. */
  Actor replace(
      Actor actor, String name, ObjectNode configuration, @Nullable ResourceAllocation resources)
      throws InterruptedException {
    return change(
        actor,
        checked(resources),
        name,
        (secrets, stored) -> secrets.replace(stored, withoutType(actor, configuration)));
  }

  /** Changes what is told, and nothing else. */
  Actor update(
      Actor actor,
      String name,
      @Nullable ObjectNode changes,
      @Nullable ResourceAllocation resources)
      throws InterruptedException {
    var allocation = resources == null ? actor.resourceAllocation() : checked(resources);
    return changes == null
        ? configurations.update(
            actor, actor.with(allocation).with(name, actor.configuration()), Map.of())
        : change(
            actor,
            allocation,
            name,
            (secrets, stored) -> secrets.merge(stored, withoutType(actor, changes)));
  }

  private static @Nullable String checked(@Nullable ResourceAllocation resources) {
    return resources == null ? null : resources.checked();
  }

  private Actor change(
      Actor actor,
      @Nullable String allocation,
      String name,
      BiFunction<SecretConfig, ObjectNode, SplitConfig> change)
      throws InterruptedException {
    var connector = connector(definitions.findById(actor.definitionId()).orElseThrow());
    var split = split(() -> change.apply(secretsOf(connector), configurations.stored(actor)));
    check(connector, configurations.hydrated(actor.workspaceId(), split, actor));
    var changed =
        configurations.update(
            actor, actor.with(allocation).with(name, Json.write(split.config())), split.secrets());
    discover(changed);
    return changed;
  }

  private static SecretConfig secretsOf(Connector connector) {
    return SecretConfig.of(connector.specification().connectionSpecification());
  }

  private static SplitConfig split(Supplier<SplitConfig> split) {
    try {
      return split.get();
    } catch (RefusedConfigException e) {
      throw Problem.unprocessable(String.valueOf(e.getMessage())).asException(e);
    }
  }

  private static ObjectNode withoutType(Actor actor, ObjectNode configuration) {
    var plain = configuration.deepCopy();
    plain.remove(discriminator(actor.role()));
    return plain;
  }

  @EventListener
  void workspaceDeleted(WorkspaceDeleted event) {
    var actors = store.of(event.id());
    if (!actors.isEmpty()) {
      // Before any connection is, as whoever deletes one of them does.
      var _ = store.lock(actors.stream().map(Actor::id).toList());
    }
    actors.forEach(this::delete);
  }

  /** Its connections go with it. */
  @Transactional
  void delete(Actor actor) {
    store.update(store.lock(actor.id()).orElseThrow().asDeleted());
    deleted.publishEvent(new ActorDeleted(actor.id()));
  }

  /** Somebody will soon ask what a source offers, and not wait for long. */
  private void discover(Actor actor) {
    if (actor.role() == ConnectorRole.SOURCE) {
      discovery.begin(actor);
    }
  }

  private static String discriminator(ConnectorRole role) {
    return Actor.word(role) + "Type";
  }

  private Connector connector(ConnectorDefinition definition) throws InterruptedException {
    try {
      return connectors.of(definition);
    } catch (CommandException e) {
      throw ConnectorProblems.of(e);
    } catch (EngineException e) {
      throw ConnectorProblems.of(e);
    }
  }

  private static void check(Connector connector, ObjectNode configuration) {
    try {
      var violations =
          JsonSchema.of(connector.specification().connectionSpecification())
              .validate(configuration);
      if (!violations.isEmpty()) {
        throw Problem.unprocessable(
                "the configuration is not what the connector %s takes: %s"
                    .formatted(
                        connector.definition().name(),
                        violations.stream()
                            .map(SchemaViolation::text)
                            .collect(Collectors.joining("; "))))
            .asException();
      }
    } catch (MalformedSchemaException e) {
      throw Problem.unprocessable(
              "the connector %s has a specification that no configuration can be held against: %s"
                  .formatted(connector.definition().name(), e.getMessage()))
          .asException(e);
    }
  }
}
