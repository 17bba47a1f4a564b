package io.lasius.server.workspace;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Organization;
import io.lasius.server.access.OrganizationInfo;
import io.lasius.server.access.Role;
import io.lasius.server.http.ConfigPagination;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Workspaces in the form of Airbyte's configuration API. */
@Controller("/api/v1/workspaces")
final class ConfigWorkspaceController {
  private final WorkspaceStore store;

  ConfigWorkspaceController(WorkspaceStore store) {
    this.store = store;
  }

  @Needs(value = Role.READER, reads = true)
  @Operation(id = "getWorkspaceOfConfiguration", summary = "Gets a workspace.", problems = 404)
  @Post("/get")
  WorkspaceRead get(Caller caller, @Body WorkspaceIdBody request) {
    var id = Required.of("workspaceId", request.workspaceId());
    caller.require(id, "workspace", id);
    return WorkspaceRead.of(
        Boolean.TRUE.equals(request.includeTombstone())
            ? store.findById(id).orElseThrow(() -> Problem.notFound("workspace", id).asException())
            : store.get(id));
  }

  /** All of them, as this family's lists are. */
  @Needs(value = Role.READER, reads = true)
  @Operation(id = "listAllWorkspaces", summary = "Lists workspaces.")
  @Post("/list")
  WorkspaceReads list(Caller caller) {
    return new WorkspaceReads(seen(caller).map(WorkspaceRead::of).toList());
  }

  /** Those of the one organization that there is. */
  @Needs(value = Role.READER, reads = true)
  @Operation(
      id = "listWorkspacesInOrganization",
      summary = "Lists the workspaces of the organization.",
      problems = 404)
  @Post("/list_by_organization_id")
  WorkspaceReads list(Caller caller, @Body OrganizationQuery query) {
    Organization.require(Required.of("organizationId", query.organizationId()));
    var slice = query.slice();
    var wanted = query.nameContains() == null ? "" : query.nameContains();
    return new WorkspaceReads(
        seen(caller)
            .filter(workspace -> contains(workspace.name(), wanted))
            .skip(slice.offset())
            .limit(slice.limit())
            .map(WorkspaceRead::of)
            .toList());
  }

  @Needs(value = Role.READER, reads = true)
  @Operation(
      id = "getOrganizationInfoOfWorkspace",
      summary = "Gets the organization of a workspace.",
      problems = 404)
  @Post("/get_organization_info")
  OrganizationInfo organization(Caller caller, @Body WorkspaceIdBody request) {
    var _ = get(caller, request);
    return OrganizationInfo.THE_ONE;
  }

  private Stream<Workspace> seen(Caller caller) {
    return caller
        .list(
            List.of(),
            () -> store.list(false, Integer.MAX_VALUE, 0),
            workspaces -> store.list(false, workspaces, Integer.MAX_VALUE, 0))
        .stream();
  }

  private static boolean contains(String name, String part) {
    return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /** On the wire. */
  record WorkspaceIdBody(@Nullable UUID workspaceId, @Nullable Boolean includeTombstone) {}

  /**
   * On the wire.
   *
   * @param nameContains in any case; all where there is none
   */
  record OrganizationQuery(
      @Nullable UUID organizationId,
      @Nullable String nameContains,
      @Nullable ConfigPagination pagination) {
    Slice slice() {
      return ConfigPagination.slice(pagination);
    }
  }

  /**
   * On the wire.
   *
   * @param slug what a page of it may be called
   * @param tombstone whether it is deleted
   */
  record WorkspaceRead(
      UUID workspaceId, UUID organizationId, String name, String slug, boolean tombstone) {
    static WorkspaceRead of(Workspace workspace) {
      return new WorkspaceRead(
          workspace.id(),
          Organization.ID,
          workspace.name(),
          workspace.id().toString(),
          workspace.deleted());
    }
  }

  /** On the wire. */
  record WorkspaceReads(List<WorkspaceRead> workspaces) {}
}
