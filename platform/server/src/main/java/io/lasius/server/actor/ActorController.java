package io.lasius.server.actor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
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

  ActorController(
      Actors actors, ActorConfigurations configurations, ActorChanges changes, ActorCheck check) {
    this.actors = actors;
    this.configurations = configurations;
    this.changes = changes;
    this.check = check;
  }

  @Get
  Page<ActorResponse> list(
      HttpRequest<?> request,
      String kind,
      @QueryValue @Nullable List<UUID> workspaceIds,
      @QueryValue @Nullable Boolean includeDeleted,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    var found =
        actors.list(
            roleOf(kind),
            Boolean.TRUE.equals(includeDeleted),
            workspaceIds == null ? List.of() : workspaceIds,
            slice);
    return Page.of(request, slice, found, this::response);
  }

  @Get("/{id}")
  ActorResponse get(String kind, UUID id) {
    return response(actors.find(roleOf(kind), id));
  }

  @Post
  ActorResponse create(String kind, @Body ActorRequest request) throws InterruptedException {
    var configuration = Required.of("configuration", request.configuration());
    return response(
        changes.create(
            roleOf(kind),
            Required.of("workspaceId", request.workspaceId()),
            request.definitionId(),
            Required.text("name", request.name(), MAX_NAME),
            configuration));
  }

  @Put("/{id}")
  ActorResponse replace(String kind, UUID id, @Body ActorRequest request)
      throws InterruptedException {
    return response(
        changes.replace(
            actors.find(roleOf(kind), id),
            Required.text("name", request.name(), MAX_NAME),
            Required.of("configuration", request.configuration())));
  }

  @Patch("/{id}")
  ActorResponse update(String kind, UUID id, @Body ActorRequest request)
      throws InterruptedException {
    var actor = actors.find(roleOf(kind), id);
    var name =
        request.name() == null ? actor.name() : Required.text("name", request.name(), MAX_NAME);
    return response(changes.update(actor, name, request.configuration()));
  }

  @Delete("/{id}")
  HttpResponse<?> delete(String kind, UUID id) {
    changes.delete(actors.find(roleOf(kind), id));
    return HttpResponse.noContent();
  }

  /** Our own: whether the configuration works, by the connector's word. */
  @Post("/{id}/check")
  CheckResponse check(String kind, UUID id) throws InterruptedException {
    var status = check.run(actors.find(roleOf(kind), id));
    return new CheckResponse(status.status().name().toLowerCase(Locale.ROOT), status.message());
  }

  private ActorResponse response(Actor actor) {
    var type = actors.definition(actor).typeName();
    var source = actor.role() == ConnectorRole.SOURCE;
    return new ActorResponse(
        source ? actor.id() : null,
        source ? null : actor.id(),
        actor.name(),
        source ? type : null,
        source ? null : type,
        actor.definitionId(),
        actor.workspaceId(),
        configurations.masked(actor),
        actor.createdAt().getEpochSecond());
  }

  private static ConnectorRole roleOf(String kind) {
    return kind.equals("sources") ? ConnectorRole.SOURCE : ConnectorRole.DESTINATION;
  }

  /** On the wire. */
  record ActorRequest(
      @Nullable String name,
      @Nullable UUID workspaceId,
      @Nullable UUID definitionId,
      @Nullable ObjectNode configuration) {}

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
      long createdAt) {}

  /** On the wire. */
  record CheckResponse(String status, @Nullable String message) {}
}
