package io.lasius.server.workspace;

import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Workspaces in the form of Airbyte's configuration API. */
@Controller("/api/v1/workspaces")
final class ConfigWorkspaceController {
  private final WorkspaceStore store;

  ConfigWorkspaceController(WorkspaceStore store) {
    this.store = store;
  }

  @Post("/get")
  WorkspaceRead get(@Body WorkspaceIdBody request) {
    var id = Required.of("workspaceId", request.workspaceId());
    return store
        .findById(id)
        .map(WorkspaceRead::of)
        .orElseThrow(() -> Problem.notFound("workspace", id).asException());
  }

  /** All of them, as this family's lists are. */
  @Post("/list")
  WorkspaceReads list() {
    return new WorkspaceReads(
        store.list(Integer.MAX_VALUE, 0).stream().map(WorkspaceRead::of).toList());
  }

  /** On the wire. */
  record WorkspaceIdBody(@Nullable UUID workspaceId) {}

  /**
   * On the wire.
   *
   * @param tombstone whether it is deleted, which no workspace is
   */
  record WorkspaceRead(UUID workspaceId, String name, boolean tombstone) {
    static WorkspaceRead of(Workspace workspace) {
      return new WorkspaceRead(workspace.id(), workspace.name(), false);
    }
  }

  /** On the wire. */
  record WorkspaceReads(List<WorkspaceRead> workspaces) {}
}
