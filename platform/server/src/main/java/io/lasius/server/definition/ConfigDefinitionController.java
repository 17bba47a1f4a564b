package io.lasius.server.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.command.CommandException;
import io.lasius.server.container.EngineException;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Connector definitions and their specifications in the form of Airbyte's configuration API. */
@Controller("/api/v1")
final class ConfigDefinitionController {
  private final DefinitionStore store;
  private final DefinitionChoice choice;
  private final Connectors connectors;

  ConfigDefinitionController(
      DefinitionStore store, DefinitionChoice choice, Connectors connectors) {
    this.store = store;
    this.choice = choice;
    this.connectors = connectors;
  }

  /** All of them, or those that a workspace may use. */
  @Needs(value = Role.USER, reads = true)
  @Operation(id = "listSourceDefinitionsOfAll", summary = "Lists the definitions of sources.")
  @Post("/source_definitions/list")
  SourceDefinitions sources(Caller caller, @Body @Nullable DefinitionBody request) {
    return new SourceDefinitions(
        list(caller, ConnectorRole.SOURCE, request).stream().map(DefinitionRead::of).toList());
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "listDestinationDefinitionsOfAll",
      summary = "Lists the definitions of destinations.")
  @Post("/destination_definitions/list")
  DestinationDefinitions destinations(Caller caller, @Body @Nullable DefinitionBody request) {
    return new DestinationDefinitions(
        list(caller, ConnectorRole.DESTINATION, request).stream().map(DefinitionRead::of).toList());
  }

  private List<ConnectorDefinition> list(
      Caller caller, ConnectorRole role, @Nullable DefinitionBody request) {
    var workspace = request == null ? null : request.workspaceId();
    return store.all(role).stream().filter(shown(caller, workspace)).toList();
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "getSourceDefinitionOfAll",
      summary = "Gets the definition of a source.",
      problems = 404)
  @Post("/source_definitions/get")
  DefinitionRead source(Caller caller, @Body DefinitionBody request) {
    return DefinitionRead.of(find(caller, ConnectorRole.SOURCE, request));
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "getDestinationDefinitionOfAll",
      summary = "Gets the definition of a destination.",
      problems = 404)
  @Post("/destination_definitions/get")
  DefinitionRead destination(Caller caller, @Body DefinitionBody request) {
    return DefinitionRead.of(find(caller, ConnectorRole.DESTINATION, request));
  }

  @Needs(Role.USER)
  @Operation(
      id = "getSourceDefinitionSpecification",
      summary = "Gets what configures a source.",
      problems = {404, 422, 503})
  @Post("/source_definition_specifications/get")
  SpecificationRead sourceSpecification(Caller caller, @Body DefinitionBody request)
      throws InterruptedException {
    return SpecificationRead.of(connector(caller, find(caller, ConnectorRole.SOURCE, request)));
  }

  @Needs(Role.USER)
  @Operation(
      id = "getDestinationDefinitionSpecification",
      summary = "Gets what configures a destination.",
      problems = {404, 422, 503})
  @Post("/destination_definition_specifications/get")
  SpecificationRead destinationSpecification(Caller caller, @Body DefinitionBody request)
      throws InterruptedException {
    return SpecificationRead.of(
        connector(caller, find(caller, ConnectorRole.DESTINATION, request)));
  }

  private ConnectorDefinition find(Caller caller, ConnectorRole role, DefinitionBody request) {
    var id = request.id(role);
    return choice
        .find(role, id, shown(caller, request.workspaceId()))
        .orElseThrow(() -> Problem.notFound("definition", id).asException());
  }

  private static Predicate<ConnectorDefinition> shown(Caller caller, @Nullable UUID workspace) {
    return found -> (workspace == null || found.visibleIn(workspace)) && found.visibleTo(caller);
  }

  /** It may have to be pulled and run, so it is for those that may see anything at all. */
  private Connector connector(Caller caller, ConnectorDefinition definition)
      throws InterruptedException {
    if (!caller.seesAny()) {
      throw Problem.notFound("definition", definition.id()).asException();
    }
    try {
      return connectors.of(definition);
    } catch (CommandException e) {
      throw ConnectorProblems.of(e);
    } catch (EngineException e) {
      throw ConnectorProblems.of(e);
    }
  }

  /** On the wire. */
  record DefinitionBody(
      @Nullable UUID sourceDefinitionId,
      @Nullable UUID destinationDefinitionId,
      @Nullable UUID workspaceId) {
    UUID id(ConnectorRole role) {
      return role == ConnectorRole.SOURCE
          ? Required.of("sourceDefinitionId", sourceDefinitionId)
          : Required.of("destinationDefinitionId", destinationDefinitionId);
    }
  }

  /**
   * On the wire.
   *
   * @param custom whether it is a workspace's own
   */
  record DefinitionRead(
      @Nullable UUID sourceDefinitionId,
      @Nullable UUID destinationDefinitionId,
      String name,
      String dockerRepository,
      String dockerImageTag,
      @Nullable String documentationUrl,
      boolean custom) {
    static DefinitionRead of(ConnectorDefinition definition) {
      return new DefinitionRead(
          idOf(ConnectorRole.SOURCE, definition),
          idOf(ConnectorRole.DESTINATION, definition),
          definition.name(),
          definition.dockerRepository(),
          definition.dockerImageTag(),
          definition.documentationUrl(),
          definition.workspaceId() != null);
    }
  }

  /** On the wire. */
  record SourceDefinitions(List<DefinitionRead> sourceDefinitions) {}

  /** On the wire. */
  record DestinationDefinitions(List<DefinitionRead> destinationDefinitions) {}

  /** On the wire; the last two are of destinations alone. */
  record SpecificationRead(
      @Nullable UUID sourceDefinitionId,
      @Nullable UUID destinationDefinitionId,
      @Nullable String documentationUrl,
      ObjectNode connectionSpecification,
      @Nullable List<String> supportedDestinationSyncModes,
      @Nullable Boolean supportsRefreshes) {
    static SpecificationRead of(Connector connector) {
      var destination = connector.role() == ConnectorRole.DESTINATION;
      var specification = connector.specification();
      return new SpecificationRead(
          idOf(ConnectorRole.SOURCE, connector.definition()),
          idOf(ConnectorRole.DESTINATION, connector.definition()),
          specification.documentationUrl(),
          specification.connectionSpecification(),
          destination
              ? specification.supportedDestinationSyncModes().stream()
                  .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                  .toList()
              : null,
          destination ? connector.supportsRefreshes() : null);
    }
  }

  private static @Nullable UUID idOf(ConnectorRole role, ConnectorDefinition definition) {
    return definition.role() == role ? definition.id() : null;
  }
}
