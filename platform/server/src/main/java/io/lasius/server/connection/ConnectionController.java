package io.lasius.server.connection;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.EntityTag;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.tag.Tags;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connections over HTTP. */
@Controller("/api/public/v1/connections")
final class ConnectionController {
  /** A list that is asked of the database must not be empty. */
  private static final List<UUID> NO_TAG = List.of(new UUID(0, 0));

  private final ConnectionStore store;
  private final ConnectionChanges changes;
  private final Tags tags;

  ConnectionController(ConnectionStore store, ConnectionChanges changes, Tags tags) {
    this.store = store;
    this.changes = changes;
    this.tags = tags;
  }

  @Needs(Role.READER)
  @Operation(id = "listConnections", summary = "Lists connections.")
  @Get
  Page<ConnectionResponse> list(
      Caller caller,
      HttpRequest<?> request,
      @QueryValue @Nullable List<UUID> workspaceIds,
      @QueryValue @Nullable List<UUID> tagIds,
      @QueryValue @Nullable Boolean includeDeleted,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    var deleted = Boolean.TRUE.equals(includeDeleted);
    var anyTag = tagIds == null || tagIds.isEmpty();
    var tagged = tagIds == null || anyTag ? NO_TAG : tagIds;
    var found =
        caller.list(
            workspaceIds == null ? List.of() : workspaceIds,
            () -> store.list(deleted, anyTag, tagged, slice.limitAndOne(), slice.offset()),
            workspaces ->
                store.list(
                    deleted, workspaces, anyTag, tagged, slice.limitAndOne(), slice.offset()));
    return Page.of(request, slice, found, this::response);
  }

  @Needs(Role.READER)
  @Operation(id = "getConnection", summary = "Gets a connection.")
  @Get("/{connectionId}")
  HttpResponse<ConnectionResponse> get(UUID connectionId) {
    return tagged(response(store.get(connectionId)));
  }

  @Needs(Role.EDITOR)
  @Operation(
      id = "createConnection",
      summary = "Makes a connection of a source and a destination.",
      problems = {404, 409, 422, 503})
  @Post
  HttpResponse<ConnectionResponse> create(Caller caller, @Body ConnectionRequest request)
      throws InterruptedException {
    var saved = changes.create(caller, request);
    caller.trail().on(saved.connection().id());
    return tagged(saved);
  }

  @Needs(Role.EDITOR)
  @Operation(
      id = "patchConnection",
      summary = "Changes a connection; what is absent stays as it is.",
      problems = {409, 412, 422, 503})
  @Patch("/{connectionId}")
  HttpResponse<ConnectionResponse> update(
      Caller caller,
      UUID connectionId,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Body ConnectionRequest request)
      throws InterruptedException {
    return change(caller, connectionId, ifMatch, connection -> changes.update(connection, request));
  }

  /** Follows all that is open of what the source changed in the connection's own streams. */
  @Needs(Role.EDITOR)
  @Operation(
      id = "acceptSchema",
      summary = "Follows what the source changed in the streams of a connection.",
      problems = {409, 412, 422, 503})
  @Post("/{connectionId}/schema/accept")
  HttpResponse<ConnectionResponse> accept(
      Caller caller, UUID connectionId, @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch)
      throws InterruptedException {
    return change(caller, connectionId, ifMatch, changes::accept);
  }

  @Needs(Role.EDITOR)
  @Operation(
      id = "deleteConnection",
      summary = "Deletes a connection.",
      problems = {409, 412})
  @Delete("/{connectionId}")
  HttpResponse<?> delete(UUID connectionId, @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch)
      throws InterruptedException {
    var _ =
        changes.make(
            connectionId,
            connection -> {
              EntityTag.require(ifMatch, EntityTag.of(response(connection)));
              return changes.delete(connection);
            });
    return HttpResponse.noContent();
  }

  private HttpResponse<ConnectionResponse> change(
      Caller caller, UUID id, @Nullable String ifMatch, ConnectionChanges.Change change)
      throws InterruptedException {
    return tagged(
        changes.make(
            id,
            connection -> {
              var before = response(connection);
              EntityTag.require(ifMatch, EntityTag.of(before));
              var saved = change.of(connection);
              caller.trail().changed(before, response(saved.connection()));
              return saved;
            }));
  }

  private HttpResponse<ConnectionResponse> tagged(SavedConnection saved) {
    return HttpResponse.ok(response(saved))
        .header(HttpHeaders.ETAG, EntityTag.of(response(saved.connection())));
  }

  private static HttpResponse<ConnectionResponse> tagged(ConnectionResponse response) {
    return HttpResponse.ok(response).header(HttpHeaders.ETAG, EntityTag.of(response));
  }

  private ConnectionResponse response(Connection connection) {
    return ConnectionResponse.of(connection, tags.of(connection.id()));
  }

  private ConnectionResponse response(SavedConnection saved) {
    return ConnectionResponse.of(saved, tags.of(saved.connection().id()));
  }
}
