package io.lasius.server.workspace;

import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.http.Problem;
import io.lasius.server.workspace.WorkspaceChanges.WorkspaceBody;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Workspaces over HTTP. */
@Controller("/api/public/v1/workspaces")
final class WorkspaceController {
  private final WorkspaceStore store;
  private final WorkspaceChanges changes;
  private final Webhooks webhooks;

  WorkspaceController(WorkspaceStore store, WorkspaceChanges changes, Webhooks webhooks) {
    this.store = store;
    this.changes = changes;
    this.webhooks = webhooks;
  }

  @Get
  Page<WorkspaceResponse> list(
      HttpRequest<?> request,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    var found = store.list(slice.limitAndOne(), slice.offset());
    return Page.of(request, slice, found, this::response);
  }

  @Get("/{workspaceId}")
  WorkspaceResponse get(UUID workspaceId) {
    return store
        .findById(workspaceId)
        .map(this::response)
        .orElseThrow(() -> Problem.notFound("workspace", workspaceId).asException());
  }

  @Post
  WorkspaceResponse create(@Body WorkspaceBody body) {
    return response(changes.create(body));
  }

  @Patch("/{workspaceId}")
  WorkspaceResponse change(UUID workspaceId, @Body WorkspaceBody body) {
    return response(changes.change(workspaceId, body));
  }

  private WorkspaceResponse response(Workspace workspace) {
    return new WorkspaceResponse(
        workspace.id(), workspace.name(), "auto", NotificationBody.of(webhooks.of(workspace.id())));
  }

  /** On the wire. */
  record WorkspaceResponse(
      UUID workspaceId,
      String name,
      String dataResidency,
      Map<String, NotificationBody> notifications) {}
}
