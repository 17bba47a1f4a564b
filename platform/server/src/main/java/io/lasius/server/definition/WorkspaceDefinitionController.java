package io.lasius.server.definition;

import io.lasius.replication.ConnectorRole;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.command.CommandException;
import io.lasius.server.container.EngineException;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.workspace.WorkspaceStore;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Definitions of a workspace over HTTP: those that come with the platform, and its own. */
@Controller("/api/public/v1/workspaces/{workspaceId}/definitions")
final class WorkspaceDefinitionController {
  private static final int MAX_NAME = 256;
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern REPOSITORY =
      Pattern.compile("[a-z0-9]+([._/:-]+[a-z0-9]+)*", Pattern.CASE_INSENSITIVE);

  private static final Logger log = LoggerFactory.getLogger(WorkspaceDefinitionController.class);

  private final DefinitionStore store;
  private final DefinitionChoice choice;
  private final WorkspaceStore workspaces;
  private final Connectors connectors;
  private final InstantSource clock;

  WorkspaceDefinitionController(
      DefinitionStore store,
      DefinitionChoice choice,
      WorkspaceStore workspaces,
      Connectors connectors,
      InstantSource clock) {
    this.store = store;
    this.choice = choice;
    this.workspaces = workspaces;
    this.connectors = connectors;
    this.clock = clock;
  }

  @Needs(Role.READER)
  @Operation(
      id = "list{Kind}Definitions",
      summary =
          "Lists the {kind} definitions of a workspace, and those that come with the platform.")
  @Get("/{kind:sources|destinations}")
  DefinitionsResponse list(UUID workspaceId, String kind) {
    var _ = workspaces.get(workspaceId);
    return new DefinitionsResponse(
        store.all(roleOf(kind)).stream()
            .filter(definition -> definition.visibleIn(workspaceId) && !definition.isDeclarative())
            .map(DefinitionResponse::of)
            .toList());
  }

  @Needs(Role.READER)
  @Operation(id = "get{Kind}Definition", summary = "Gets a {kind} definition.")
  @Get("/{kind:sources|destinations}/{definitionId}")
  DefinitionResponse get(UUID workspaceId, String kind, UUID definitionId) {
    return DefinitionResponse.of(find(workspaceId, roleOf(kind), definitionId));
  }

  @Needs(Role.ADMIN)
  @Operation(
      id = "create{Kind}Definition",
      summary = "Makes a {kind} definition of an image.",
      problems = {422, 503})
  @Post("/{kind:sources|destinations}")
  DefinitionResponse create(
      Caller caller, UUID workspaceId, String kind, @Body DefinitionRequest request)
      throws InterruptedException {
    var _ = workspaces.get(workspaceId);
    var definition =
        new ConnectorDefinition(
            UUID.randomUUID(),
            workspaceId,
            roleOf(kind),
            Required.text("name", request.name(), MAX_NAME),
            matching("dockerRepository", request.dockerRepository(), REPOSITORY),
            matching("dockerImageTag", request.dockerImageTag(), TAG),
            request.documentationUrl(),
            Networks.checked(request.network()),
            request.localFolder(),
            request.supportsRefreshes(),
            request.supportsCountQuery(),
            seconds(request.maxSecondsBetweenMessages()),
            null,
            null,
            clock.instant(),
            false);
    readSpecification(definition);
    var stored = save(definition);
    caller.trail().on(stored.id());
    return DefinitionResponse.of(stored);
  }

  /** A connector of Airbyte's has the id by which clients ask for it, as far as that is free. */
  private ConnectorDefinition save(ConnectorDefinition definition) {
    var known =
        AirbyteIds.id(definition.role(), definition.airbyteRepository())
            .filter(id -> !store.existsById(id));
    if (known.isPresent()) {
      try {
        return store.save(definition.withId(known.get()));
      } catch (DataAccessException e) {
        log.debug("Definition's id was taken meanwhile: id={}", known.get(), e);
      }
    }
    return store.save(definition);
  }

  @Needs(Role.ADMIN)
  @Operation(
      id = "update{Kind}Definition",
      summary = "Changes the name and tag of a {kind} definition.",
      problems = {422, 503})
  @Put("/{kind:sources|destinations}/{definitionId}")
  DefinitionResponse update(
      Caller caller,
      UUID workspaceId,
      String kind,
      UUID definitionId,
      @Body DefinitionRequest request)
      throws InterruptedException {
    var before = own(workspaceId, kind, definitionId);
    var definition =
        before.with(
            Required.text("name", request.name(), MAX_NAME),
            matching("dockerImageTag", request.dockerImageTag(), TAG));
    readSpecification(definition);
    if (store.change(definitionId, definition.name(), definition.dockerImageTag()) == 0) {
      throw Problem.notFound("definition", definitionId).asException();
    }
    var after = DefinitionResponse.of(definition);
    caller.trail().changed(DefinitionResponse.of(before), after);
    return after;
  }

  /** What was made of it keeps working. */
  @Needs(Role.ADMIN)
  @Operation(
      id = "delete{Kind}Definition",
      summary = "Deletes a {kind} definition; what was made of it keeps working.")
  @Delete("/{kind:sources|destinations}/{definitionId}")
  DefinitionResponse delete(UUID workspaceId, String kind, UUID definitionId) {
    var definition = own(workspaceId, kind, definitionId);
    store.markDeleted(definition.id());
    return DefinitionResponse.of(definition);
  }

  /** An image that tells no specification is no connector. */
  private void readSpecification(ConnectorDefinition definition) throws InterruptedException {
    try {
      connectors.of(definition);
    } catch (CommandException e) {
      throw ConnectorProblems.of(e);
    } catch (EngineException e) {
      throw ConnectorProblems.of(e);
    }
  }

  private ConnectorDefinition find(UUID workspaceId, ConnectorRole role, UUID definitionId) {
    var _ = workspaces.get(workspaceId);
    return choice
        .find(role, workspaceId, definitionId)
        .filter(found -> !found.isDeclarative())
        .orElseThrow(() -> Problem.notFound("definition", definitionId).asException());
  }

  /**
   * One that may be changed, by its own id alone: the registry's names whichever comes first, and a
   * deletion that is sent twice would take two.
   */
  private ConnectorDefinition own(UUID workspaceId, String kind, UUID definitionId) {
    var definition = find(workspaceId, roleOf(kind), definitionId);
    if (!definition.id().equals(definitionId)) {
      throw Problem.notFound("definition", definitionId).asException();
    }
    if (definition.workspaceId() == null) {
      throw Problem.badRequest(
              "the definition '%s' comes with the platform and cannot be changed; create one of your own"
                  .formatted(definition.name()))
          .asException();
    }
    return definition;
  }

  private static String matching(String property, @Nullable String value, Pattern pattern) {
    var text = Required.text(property, value, 512);
    if (!pattern.matcher(text).matches()) {
      throw Problem.badRequest(
              "the property '%s' is '%s', which is no part of an image's name"
                  .formatted(property, text))
          .asException();
    }
    return text;
  }

  private static @Nullable Integer seconds(@Nullable Integer given) {
    if (given != null && given <= 0) {
      throw Problem.badRequest(
              "the property 'maxSecondsBetweenMessages' is %d, but must be more than zero"
                  .formatted(given))
          .asException();
    }
    return given;
  }

  private static ConnectorRole roleOf(String kind) {
    return kind.equals("sources") ? ConnectorRole.SOURCE : ConnectorRole.DESTINATION;
  }

  /**
   * On the wire. The last five are our own: how the connector's containers run.
   *
   * @param localFolder whether the operator's folder is mounted at {@code /local}
   * @param maxSecondsBetweenMessages how long the source is silent at times, working or not
   */
  record DefinitionRequest(
      @Form(minLength = 1, maxLength = MAX_NAME) @Nullable String name,
      @Nullable String dockerRepository,
      @Nullable String dockerImageTag,
      @Nullable String documentationUrl,
      @Nullable String network,
      @Nullable Boolean localFolder,
      @Nullable Boolean supportsRefreshes,
      @Nullable Boolean supportsCountQuery,
      @Form(min = 1) @Nullable Integer maxSecondsBetweenMessages) {}

  /** On the wire. */
  record DefinitionResponse(
      UUID id,
      String name,
      String dockerRepository,
      String dockerImageTag,
      @Nullable String documentationUrl,
      @Nullable String network,
      @Nullable Boolean localFolder,
      @Nullable Boolean supportsRefreshes,
      @Nullable Boolean supportsCountQuery,
      @Nullable Integer maxSecondsBetweenMessages) {
    static DefinitionResponse of(ConnectorDefinition definition) {
      return new DefinitionResponse(
          definition.id(),
          definition.name(),
          definition.dockerRepository(),
          definition.dockerImageTag(),
          definition.documentationUrl(),
          definition.network(),
          definition.localFolder(),
          definition.supportsRefreshes(),
          definition.supportsCountQuery(),
          definition.maxSecondsBetweenMessages());
    }
  }

  /** On the wire: all of them, there are never many. */
  record DefinitionsResponse(List<DefinitionResponse> data, String next, String previous) {
    DefinitionsResponse(List<DefinitionResponse> data) {
      this(data, "", "");
    }
  }
}
