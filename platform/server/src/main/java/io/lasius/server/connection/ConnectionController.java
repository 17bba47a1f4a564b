package io.lasius.server.connection;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connections over HTTP. */
@Controller("/api/public/v1/connections")
final class ConnectionController {
  private final ConnectionStore store;
  private final ConnectionChanges changes;

  ConnectionController(ConnectionStore store, ConnectionChanges changes) {
    this.store = store;
    this.changes = changes;
  }

  @Needs(Role.READER)
  @Get
  Page<ConnectionResponse> list(
      Caller caller,
      HttpRequest<?> request,
      @QueryValue @Nullable List<UUID> workspaceIds,
      @QueryValue @Nullable Boolean includeDeleted,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    var deleted = Boolean.TRUE.equals(includeDeleted);
    var found =
        caller.list(
            workspaceIds == null ? List.of() : workspaceIds,
            () -> store.list(deleted, slice.limitAndOne(), slice.offset()),
            workspaces -> store.list(deleted, workspaces, slice.limitAndOne(), slice.offset()));
    return Page.of(request, slice, found, ConnectionResponse::of);
  }

  @Needs(Role.READER)
  @Get("/{connectionId}")
  ConnectionResponse get(UUID connectionId) {
    return ConnectionResponse.of(store.get(connectionId));
  }

  @Needs(Role.EDITOR)
  @Post
  ConnectionResponse create(Caller caller, @Body ConnectionRequest request)
      throws InterruptedException {
    var saved = changes.create(caller, request);
    caller.trail().on(saved.connection().id());
    return ConnectionResponse.of(saved);
  }

  @Needs(Role.EDITOR)
  @Patch("/{connectionId}")
  ConnectionResponse update(Caller caller, UUID connectionId, @Body ConnectionRequest request)
      throws InterruptedException {
    var before = store.get(connectionId);
    var saved = changes.update(before, request);
    caller
        .trail()
        .changed(ConnectionResponse.of(before), ConnectionResponse.of(saved.connection()));
    return ConnectionResponse.of(saved);
  }

  /** Follows all that is open of what the source changed in the connection's own streams. */
  @Needs(Role.EDITOR)
  @Post("/{connectionId}/schema/accept")
  ConnectionResponse accept(UUID connectionId) throws InterruptedException {
    return ConnectionResponse.of(changes.accept(store.get(connectionId)));
  }

  @Needs(Role.EDITOR)
  @Delete("/{connectionId}")
  HttpResponse<?> delete(UUID connectionId) {
    changes.delete(store.get(connectionId));
    return HttpResponse.noContent();
  }
}
