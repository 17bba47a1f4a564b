package io.lasius.server.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
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
  private final DefinitionChoice choice;
  private final TestingValues testingValues;

  ConfigBuilderController(DefinitionChoice choice, TestingValues testingValues) {
    this.choice = choice;
    this.testingValues = testingValues;
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
    var definition = find(caller, "builder project", id);
    return ProjectRead.of(definition, testingValues.masked(definition));
  }

  /** They are kept for whoever tries the manifest elsewhere; nothing here is run by them. */
  @Needs(Role.ADMIN)
  @Operation(
      id = "configUpdateTestingValues",
      summary = "Sets the values that a manifest is tried with.",
      problems = {404, 409, 422})
  @Post("/update_testing_values")
  ObjectNode updateTestingValues(Caller caller, @Body TestingValuesBody request) {
    var id = Required.of("builderProjectId", request.builderProjectId());
    caller.trail().on(id);
    var definition = find(caller, "builder project", id);
    caller.require(Objects.requireNonNull(definition.workspaceId()), "builder project", id);
    var before = testingValues.stored(definition);
    var shown =
        testingValues.put(definition, Required.of("testingValues", request.testingValues()));
    // A secret that changed shows, since it is kept under another reference.
    caller.trail().changed(before, testingValues.stored(definition));
    return shown;
  }

  private ConnectorDefinition find(Caller caller, String what, UUID id) {
    return choice
        .find(ConnectorRole.SOURCE, id, found -> found.isDeclarative() && found.visibleTo(caller))
        .orElseThrow(() -> Problem.notFound(what, id).asException());
  }

  /** On the wire. */
  record DefinitionIdBody(@Nullable UUID actorDefinitionId) {}

  /** On the wire. */
  record ProjectIdBody(@Nullable UUID builderProjectId) {}

  /** On the wire; the specification that clients send beside is the manifest's own. */
  record TestingValuesBody(@Nullable UUID builderProjectId, @Nullable ObjectNode testingValues) {}

  /** On the wire. */
  record ProjectId(UUID builderProjectId, UUID workspaceId) {}

  /** On the wire. */
  record Project(
      UUID builderProjectId,
      String name,
      UUID sourceDefinitionId,
      long activeDeclarativeManifestVersion,
      boolean hasDraft,
      @Nullable ObjectNode testingValues) {}

  /** On the wire. */
  record Manifest(ObjectNode manifest, long version, boolean isDraft) {}

  /** On the wire. */
  record ProjectRead(Project builderProject, Manifest declarativeManifest) {
    static ProjectRead of(ConnectorDefinition definition, @Nullable ObjectNode testingValues) {
      long version = Objects.requireNonNull(definition.manifestVersion());
      return new ProjectRead(
          new Project(
              definition.id(), definition.name(), definition.id(), version, false, testingValues),
          new Manifest(DeclarativeManifest.of(definition).json(), version, false));
    }
  }
}
