package io.lasius.server.connection;

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

  @Get
  Page<ConnectionResponse> list(
      HttpRequest<?> request,
      @QueryValue @Nullable List<UUID> workspaceIds,
      @QueryValue @Nullable Boolean includeDeleted,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    var deleted = Boolean.TRUE.equals(includeDeleted);
    var found =
        workspaceIds == null || workspaceIds.isEmpty()
            ? store.list(deleted, slice.limitAndOne(), slice.offset())
            : store.list(deleted, workspaceIds, slice.limitAndOne(), slice.offset());
    return Page.of(request, slice, found, ConnectionResponse::of);
  }

  @Get("/{connectionId}")
  ConnectionResponse get(UUID connectionId) {
    return ConnectionResponse.of(store.get(connectionId));
  }

  @Post
  ConnectionResponse create(@Body ConnectionRequest request) throws InterruptedException {
    return ConnectionResponse.of(changes.create(request));
  }

  @Patch("/{connectionId}")
  ConnectionResponse update(UUID connectionId, @Body ConnectionRequest request)
      throws InterruptedException {
    return ConnectionResponse.of(changes.update(store.get(connectionId), request));
  }

  /** Follows all that is open of what the source changed in the connection's own streams. */
  @Post("/{connectionId}/schema/accept")
  ConnectionResponse accept(UUID connectionId) throws InterruptedException {
    return ConnectionResponse.of(changes.accept(store.get(connectionId)));
  }

  @Delete("/{connectionId}")
  HttpResponse<?> delete(UUID connectionId) {
    changes.delete(store.get(connectionId));
    return HttpResponse.noContent();
  }
}
