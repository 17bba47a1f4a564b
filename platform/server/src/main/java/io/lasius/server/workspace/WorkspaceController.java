package io.lasius.server.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.http.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Workspaces over HTTP. */
@Controller("/api/public/v1/workspaces")
final class WorkspaceController {
  private final WorkspaceStore store;

  WorkspaceController(WorkspaceStore store) {
    this.store = store;
  }

  @Get
  Page<WorkspaceResponse> list(
      HttpRequest<?> request,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    var found = store.list(slice.limitAndOne(), slice.offset());
    return Page.of(request, slice, found, WorkspaceResponse::of);
  }

  @Get("/{workspaceId}")
  WorkspaceResponse get(UUID workspaceId) {
    return store
        .findById(workspaceId)
        .map(WorkspaceResponse::of)
        .orElseThrow(() -> Problem.notFound("workspace", workspaceId).asException());
  }

  /** On the wire. */
  record WorkspaceResponse(
      UUID workspaceId, String name, String dataResidency, ObjectNode notifications) {
    static WorkspaceResponse of(Workspace workspace) {
      return new WorkspaceResponse(
          workspace.id(), workspace.name(), "auto", Json.mapper().createObjectNode());
    }
  }
}
