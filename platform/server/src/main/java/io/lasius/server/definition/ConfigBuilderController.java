package io.lasius.server.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Problems;
import io.lasius.server.http.Required;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sources of manifests in the form of Airbyte's configuration API, for which each is a project of
 * its connector builder. There is no builder here, so there are no drafts: a definition is its own
 * project.
 */
@Controller("/api/v1/connector_builder_projects")
final class ConfigBuilderController {
  private final DefinitionStore store;

  ConfigBuilderController(DefinitionStore store) {
    this.store = store;
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "configGetBuilderProject",
      summary = "Gets the connector builder's project of a definition.",
      problems = 404)
  @Post("/get_for_definition_id")
  ProjectId getForDefinition(Caller caller, @Body DefinitionIdBody request) {
    var id = Required.of("actorDefinitionId", request.actorDefinitionId());
    var found = find(caller, "definition", id);
    return new ProjectId(found.id(), Objects.requireNonNull(found.workspaceId()));
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "configGetBuilderManifest",
      summary = "Gets a connector builder's project with its manifest.",
      problems = 404)
  @Post("/get_with_manifest")
  ProjectRead getWithManifest(Caller caller, @Body ProjectIdBody request) {
    var id = Required.of("builderProjectId", request.builderProjectId());
    return ProjectRead.of(find(caller, "builder project", id));
  }

  /** They are what the builder tries a manifest with. */
  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "configUpdateTestingValues",
      summary = "Sets a connector builder's testing values; not offered here.",
      problems = 501)
  @Post("/update_testing_values")
  HttpResponse<?> updateTestingValues() {
    return Problems.answer(
        Problem.notImplemented(
            "there is no connector builder here, which would use testing values; make a source of the definition to try it"));
  }

  private ConnectorDefinition find(Caller caller, String what, UUID id) {
    return store
        .find(id)
        .filter(found -> found.isDeclarative() && found.visibleTo(caller))
        .orElseThrow(() -> Problem.notFound(what, id).asException());
  }

  /** On the wire. */
  record DefinitionIdBody(@Nullable UUID actorDefinitionId) {}

  /** On the wire. */
  record ProjectIdBody(@Nullable UUID builderProjectId) {}

  /** On the wire. */
  record ProjectId(UUID builderProjectId, UUID workspaceId) {}

  /** On the wire. */
  record Project(
      UUID builderProjectId,
      String name,
      UUID sourceDefinitionId,
      long activeDeclarativeManifestVersion,
      boolean hasDraft) {}

  /** On the wire. */
  record Manifest(ObjectNode manifest, long version, boolean isDraft) {}

  /** On the wire. */
  record ProjectRead(Project builderProject, Manifest declarativeManifest) {
    static ProjectRead of(ConnectorDefinition definition) {
      long version = Objects.requireNonNull(definition.manifestVersion());
      var manifest = Objects.requireNonNull(definition.manifest());
      return new ProjectRead(
          new Project(definition.id(), definition.name(), definition.id(), version, false),
          new Manifest(DeclarativeManifest.parse(manifest).json(), version, false));
    }
  }
}
