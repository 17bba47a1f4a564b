package io.lasius.server.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.ServerSettings;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.workspace.WorkspaceStore;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sources of a workspace that are described and not programmed, over HTTP. */
@Controller("/api/public/v1/workspaces/{workspaceId}/definitions/declarative_sources")
final class DeclarativeDefinitionController {
  private static final int MAX_NAME = 256;

  private final DefinitionStore store;
  private final WorkspaceStore workspaces;
  private final TestingValues testingValues;
  private final DeclarativeImage image;
  private final InstantSource clock;

  DeclarativeDefinitionController(
      DefinitionStore store,
      WorkspaceStore workspaces,
      TestingValues testingValues,
      ServerSettings settings,
      InstantSource clock) {
    this.store = store;
    this.workspaces = workspaces;
    this.testingValues = testingValues;
    this.image = DeclarativeImage.of(settings.declarativeImage());
    this.clock = clock;
  }

  /** The name of the image that runs manifests. */
  private record DeclarativeImage(String repository, String tag) {
    static DeclarativeImage of(String name) {
      int colon = name.lastIndexOf(':');
      return new DeclarativeImage(name.substring(0, colon), name.substring(colon + 1));
    }
  }

  /** All of them, there are never many. */
  @Needs(Role.READER)
  @Operation(
      id = "listDeclarativeSourceDefinitions",
      summary = "Lists the source definitions of a workspace that are manifests.")
  @Get
  DeclarativeDefinitions list(UUID workspaceId) {
    var _ = workspaces.get(workspaceId);
    return new DeclarativeDefinitions(
        store.all(ConnectorRole.SOURCE).stream()
            .filter(definition -> workspaceId.equals(definition.workspaceId()))
            .filter(ConnectorDefinition::isDeclarative)
            .map(DeclarativeDefinition::of)
            .toList());
  }

  @Needs(Role.READER)
  @Operation(
      id = "getDeclarativeSourceDefinition",
      summary = "Gets a source definition that is a manifest.")
  @Get("/{definitionId}")
  DeclarativeDefinition get(UUID workspaceId, UUID definitionId) {
    return DeclarativeDefinition.of(find(workspaceId, definitionId));
  }

  @Needs(Role.ADMIN)
  @Operation(
      id = "createDeclarativeSourceDefinition",
      summary = "Makes a source definition of a manifest.")
  @Post
  DeclarativeDefinition create(
      Caller caller, UUID workspaceId, @Body DeclarativeDefinitionRequest request) {
    var _ = workspaces.get(workspaceId);
    var definition =
        new ConnectorDefinition(
            UUID.randomUUID(),
            workspaceId,
            ConnectorRole.SOURCE,
            Required.text("name", request.name(), MAX_NAME),
            image.repository(),
            image.tag(),
            null,
            Networks.checked(request.network()),
            null,
            null,
            null,
            null,
            DeclarativeManifest.checked(request.manifest()).text(),
            1L,
            clock.instant(),
            false);
    caller.trail().on(definition.id());
    return DeclarativeDefinition.of(store.save(definition));
  }

  /** Puts a manifest in place of the one before; sources of it are run by the new one. */
  @Needs(Role.ADMIN)
  @Operation(
      id = "updateDeclarativeSourceDefinition",
      summary = "Puts another manifest in the place of one.",
      problems = 409)
  @Put("/{definitionId}")
  DeclarativeDefinition update(
      Caller caller, UUID workspaceId, UUID definitionId, @Body ManifestRequest request) {
    var before = DeclarativeDefinition.of(find(workspaceId, definitionId));
    var manifest = DeclarativeManifest.checked(request.manifest());
    if (store.change(
            definitionId, before.version(), manifest.text(), image.repository(), image.tag())
        == 0) {
      throw Problem.tryAgainLater("the definition was changed or deleted by somebody else just now")
          .asException();
    }
    var after =
        new DeclarativeDefinition(
            definitionId, before.name(), manifest.json(), before.version() + 1);
    caller.trail().changed(before, after);
    return after;
  }

  /** What was made of it keeps working; the values that it was tried with go. */
  @Needs(Role.ADMIN)
  @Operation(
      id = "deleteDeclarativeSourceDefinition",
      summary = "Deletes a source definition that is a manifest.")
  @Delete("/{definitionId}")
  DeclarativeDefinition delete(UUID workspaceId, UUID definitionId) {
    var definition = find(workspaceId, definitionId);
    testingValues.deleteWith(definition);
    return DeclarativeDefinition.of(definition);
  }

  private ConnectorDefinition find(UUID workspaceId, UUID definitionId) {
    var _ = workspaces.get(workspaceId);
    return store
        .findById(definitionId)
        .filter(found -> !found.deleted() && found.isDeclarative())
        .filter(found -> workspaceId.equals(found.workspaceId()))
        .orElseThrow(() -> Problem.notFound("definition", definitionId).asException());
  }

  /**
   * On the wire.
   *
   * @param network our own: of its containers
   */
  record DeclarativeDefinitionRequest(
      @Nullable String name, @Nullable ObjectNode manifest, @Nullable String network) {}

  /** On the wire. */
  record ManifestRequest(@Nullable ObjectNode manifest) {}

  /** On the wire. */
  record DeclarativeDefinition(UUID id, String name, ObjectNode manifest, long version) {
    static DeclarativeDefinition of(ConnectorDefinition definition) {
      return new DeclarativeDefinition(
          definition.id(),
          definition.name(),
          DeclarativeManifest.of(definition).json(),
          Objects.requireNonNull(definition.manifestVersion()));
    }
  }

  /** On the wire. */
  record DeclarativeDefinitions(List<DeclarativeDefinition> data, String next, String previous) {
    DeclarativeDefinitions(List<DeclarativeDefinition> data) {
      this(data, "", "");
    }
  }
}
