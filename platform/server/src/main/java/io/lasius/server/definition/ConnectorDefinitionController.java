package io.lasius.server.definition;

import io.lasius.replication.ConnectorRole;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All definitions of a role over HTTP. */
@Controller("/api/public/v1/connector_definitions")
final class ConnectorDefinitionController {
  private final DefinitionStore store;

  ConnectorDefinitionController(DefinitionStore store) {
    this.store = store;
  }

  @Needs(Role.USER)
  @Operation(
      id = "listConnectorDefinitions",
      summary = "Lists the definitions of sources or of destinations.")
  @Get
  DefinitionsResponse list(
      Caller caller,
      @Form(
              oneOf = {"source", "destination"},
              required = true)
          @QueryValue
          @Nullable String type,
      @QueryValue @Nullable UUID workspaceId) {
    var role = roleOf(Required.of("type", type));
    return new DefinitionsResponse(
        store.all(role).stream()
            .filter(definition -> workspaceId == null || definition.visibleIn(workspaceId))
            .filter(definition -> definition.visibleTo(caller))
            .map(DefinitionResponse::of)
            .toList());
  }

  private static ConnectorRole roleOf(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "source" -> ConnectorRole.SOURCE;
      case "destination" -> ConnectorRole.DESTINATION;
      default ->
          throw Problem.badRequest(
                  "type is '%s', but must be source or destination".formatted(type))
              .asException();
    };
  }

  /** On the wire. */
  record DefinitionResponse(
      UUID id,
      String name,
      @Form(oneOf = {"source", "destination"}) String connectorDefinitionType,
      String version) {
    static DefinitionResponse of(ConnectorDefinition definition) {
      return new DefinitionResponse(
          definition.id(),
          definition.name(),
          definition.role().name().toLowerCase(Locale.ROOT),
          definition.dockerImageTag());
    }
  }

  /** On the wire. */
  record DefinitionsResponse(List<DefinitionResponse> data) {}
}
