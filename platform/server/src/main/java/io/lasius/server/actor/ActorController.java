package io.lasius.server.actor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.ServerSettings;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.definition.ConnectorDefinition;
import io.lasius.server.definition.ResourceAllocation;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sources and destinations over HTTP: the same but for the names of a few properties. */
@Controller("/api/public/v1/{kind:sources|destinations}")
final class ActorController {
  private static final int MAX_NAME = 256;

  private final Actors actors;
  private final ActorConfigurations configurations;
  private final ActorChanges changes;
  private final ActorCheck check;
  private final boolean echoesType;

  ActorController(
      Actors actors,
      ActorConfigurations configurations,
      ActorChanges changes,
      ActorCheck check,
      ServerSettings settings) {
    this.actors = actors;
    this.configurations = configurations;
    this.changes = changes;
    this.check = check;
    this.echoesType = settings.edge().echoesConnectorType();
  }

  @Needs(Role.READER)
  @Operation(id = "list{Kind}s", summary = "Lists {kind}s.")
  @Get
  Page<ActorResponse> list(
      Caller caller,
      HttpRequest<?> request,
      String kind,
      @QueryValue @Nullable List<UUID> workspaceIds,
      @QueryValue @Nullable Boolean includeDeleted,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    var role = roleOf(kind);
    var deleted = Boolean.TRUE.equals(includeDeleted);
    var found =
        caller.list(
            workspaceIds == null ? List.of() : workspaceIds,
            () -> actors.list(role, deleted, slice),
            workspaces -> actors.list(role, deleted, workspaces, slice));
    return Page.of(request, slice, found, this::response);
  }

  @Needs(Role.READER)
  @Operation(
      id = "get{Kind}",
      summary =
          "Gets a {kind}; secrets in its configuration are masked, or shown by their coordinates.")
  @Get("/{actorId}")
  ActorResponse get(
      String kind, UUID actorId, @QueryValue @Nullable Boolean includeSecretCoordinates) {
    var actor = actors.find(roleOf(kind), actorId);
    return Boolean.TRUE.equals(includeSecretCoordinates)
        ? response(actor, configurations.coordinates(actor))
        : response(actor);
  }

  @Needs(Role.EDITOR)
  @Operation(
      id = "create{Kind}",
      summary = "Makes a {kind}.",
      problems = {404, 422, 503})
  @Post
  ActorResponse create(Caller caller, String kind, @Body ActorRequest request)
      throws InterruptedException {
    request.requireNoConsent();
    var workspaceId = Required.of("workspaceId", request.workspaceId());
    caller.require(workspaceId, "workspace", workspaceId);
    var made =
        changes.create(
            roleOf(kind),
            workspaceId,
            request.definitionId(),
            Required.text("name", request.name(), MAX_NAME),
            Required.of("configuration", request.configuration()),
            request.resourceAllocation());
    caller.trail().on(made.id());
    return response(made);
  }

  @Needs(Role.EDITOR)
  @Operation(
      id = "put{Kind}",
      summary = "Replaces the name and configuration of a {kind}.",
      problems = {409, 422, 503})
  @Put("/{actorId}")
  ActorResponse replace(Caller caller, String kind, UUID actorId, @Body ActorRequest request)
      throws InterruptedException {
    var before = actors.find(roleOf(kind), actorId);
    request.requireNoMove(before, actors.definition(before));
    var after =
        changes.replace(
            before,
            Required.text("name", request.name(), MAX_NAME),
            Required.of("configuration", request.configuration()),
            request.resourceAllocation());
    return changed(caller, before, after);
  }

  @Needs(Role.EDITOR)
  @Operation(
      id = "patch{Kind}",
      summary = "Changes the name or configuration of a {kind}.",
      problems = {409, 422, 503})
  @Patch("/{actorId}")
  ActorResponse update(Caller caller, String kind, UUID actorId, @Body ActorRequest request)
      throws InterruptedException {
    var actor = actors.find(roleOf(kind), actorId);
    request.requireNoMove(actor, actors.definition(actor));
    var name =
        request.name() == null ? actor.name() : Required.text("name", request.name(), MAX_NAME);
    var after = changes.update(actor, name, request.configuration(), request.resourceAllocation());
    return changed(caller, actor, after);
  }

  /** A secret that changed shows, since it is kept under another reference. */
  private ActorResponse changed(Caller caller, Actor before, Actor after) {
    caller.trail().changed(Told.of(before, configurations), Told.of(after, configurations));
    return response(after);
  }

  /** What of an actor the audit log holds against what it was. */
  private record Told(
      String name, ObjectNode configuration, @Nullable ResourceAllocation resourceAllocation) {
    static Told of(Actor actor, ActorConfigurations configurations) {
      return new Told(
          actor.name(),
          configurations.stored(actor),
          actor.resourceAllocation() == null ? null : actor.resources());
    }
  }

  @Needs(Role.EDITOR)
  @Operation(id = "delete{Kind}", summary = "Deletes a {kind} and its connections.")
  @Delete("/{actorId}")
  HttpResponse<?> delete(String kind, UUID actorId) {
    changes.delete(actors.find(roleOf(kind), actorId));
    return HttpResponse.noContent();
  }

  /** Our own: whether the configuration works, by the connector's word. */
  @Needs(Role.RUNNER)
  @Operation(
      id = "check{Kind}",
      summary = "Asks the connector whether the configuration of a {kind} works.",
      problems = {422, 503})
  @Post("/{actorId}/check")
  CheckResponse check(String kind, UUID actorId) throws InterruptedException {
    var status = check.run(actors.find(roleOf(kind), actorId));
    return new CheckResponse(status.status().name().toLowerCase(Locale.ROOT), status.message());
  }

  private ActorResponse response(Actor actor) {
    return response(actor, configurations.masked(actor));
  }

  private ActorResponse response(Actor actor, ObjectNode configuration) {
    var definition = actors.definition(actor);
    var type = definition.typeName();
    var source = actor.role() == ConnectorRole.SOURCE;
    if (echoesType && definition.isKnownToClients()) {
      configuration.put(source ? "sourceType" : "destinationType", type);
    }
    return new ActorResponse(
        source ? actor.id() : null,
        source ? null : actor.id(),
        actor.name(),
        source ? type : null,
        source ? null : type,
        actor.definitionId(),
        actor.workspaceId(),
        configuration,
        actor.createdAt().getEpochSecond(),
        actor.resourceAllocation() == null ? null : actor.resources());
  }

  private static ConnectorRole roleOf(String kind) {
    return kind.equals("sources") ? ConnectorRole.SOURCE : ConnectorRole.DESTINATION;
  }

  /** On the wire. */
  record ActorRequest(
      @Form(minLength = 1, maxLength = MAX_NAME) @Nullable String name,
      @Nullable UUID workspaceId,
      @Nullable UUID definitionId,
      @Nullable ObjectNode configuration,
      @Nullable ResourceAllocation resourceAllocation,
      @Nullable String secretId) {
    /** There is no OAuth here that would make it. */
    private void requireNoConsent() {
      if (secretId != null) {
        throw Problem.badRequest(
                "secretId is what an OAuth consent leaves, which is not had here; put the tokens into the configuration")
            .asException();
      }
    }

    private void requireNoMove(Actor actor, ConnectorDefinition definition) {
      requireNoConsent();
      if (workspaceId != null && !workspaceId.equals(actor.workspaceId())) {
        throw Problem.badRequest(
                "workspaceId is %s, but the %s is in %s and stays there"
                    .formatted(
                        workspaceId,
                        actor.role().name().toLowerCase(Locale.ROOT),
                        actor.workspaceId()))
            .asException();
      }
      if (definitionId != null && !definition.isNamedBy(definitionId)) {
        throw Problem.badRequest(
                "definitionId is %s, but the %s is made of %s and stays so"
                    .formatted(
                        definitionId,
                        actor.role().name().toLowerCase(Locale.ROOT),
                        actor.definitionId()))
            .asException();
      }
    }
  }

  /** On the wire. */
  record ActorResponse(
      @Nullable UUID sourceId,
      @Nullable UUID destinationId,
      String name,
      @Nullable String sourceType,
      @Nullable String destinationType,
      UUID definitionId,
      UUID workspaceId,
      ObjectNode configuration,
      long createdAt,
      @Nullable ResourceAllocation resourceAllocation) {}

  /** On the wire. */
  record CheckResponse(
      @Form(oneOf = {"succeeded", "failed"}) String status, @Nullable String message) {}
}
