package io.lasius.server.workspace;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.workspace.WorkspaceChanges.WorkspaceBody;
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

  @Needs(Role.READER)
  @Operation(id = "listWorkspaces", summary = "Lists workspaces.")
  @Get
  Page<WorkspaceResponse> list(
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
            ids -> store.list(deleted, ids, slice.limitAndOne(), slice.offset()));
    return Page.of(request, slice, found, this::response);
  }

  @Needs(Role.READER)
  @Operation(id = "getWorkspace", summary = "Gets a workspace.")
  @Get("/{workspaceId}")
  WorkspaceResponse get(UUID workspaceId) {
    return response(store.get(workspaceId));
  }

  @Needs(Role.INSTANCE_ADMIN)
  @Operation(id = "createWorkspace", summary = "Makes a workspace.", problems = 422)
  @Post
  WorkspaceResponse create(Caller caller, @Body WorkspaceBody body) {
    var made = changes.create(body);
    caller.trail().in(made.id());
    caller.trail().on(made.id());
    return response(made);
  }

  @Needs(Role.ADMIN)
  @Operation(
      id = "updateWorkspace",
      summary = "Changes the name or notifications of a workspace.",
      problems = 422)
  @Patch("/{workspaceId}")
  WorkspaceResponse change(Caller caller, UUID workspaceId, @Body WorkspaceBody body) {
    var before = get(workspaceId);
    var after = response(changes.change(workspaceId, body));
    caller.trail().changed(before, after);
    return after;
  }

  @Needs(Role.ADMIN)
  @Operation(
      id = "deleteWorkspace",
      summary = "Deletes a workspace with all that is in it.",
      problems = 409)
  @Delete("/{workspaceId}")
  HttpResponse<?> delete(UUID workspaceId) {
    changes.delete(workspaceId);
    return HttpResponse.noContent();
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
