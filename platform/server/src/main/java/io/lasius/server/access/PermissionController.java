package io.lasius.server.access;

import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What users may do, over HTTP. */
@Controller("/api/public/v1/permissions")
final class PermissionController {
  private static final UUID NOWHERE = UUID.fromString("00000000-0000-0000-0000-000000000000");

  private final Permissions permissions;

  PermissionController(Permissions permissions) {
    this.permissions = permissions;
  }

  @Needs(Role.USER)
  @Operation(
      id = "listPermissions",
      summary = "Lists the permissions of a user, by default your own.",
      problems = 404)
  @Get
  PermissionsResponse list(
      Caller caller, @QueryValue @Nullable UUID userId, @QueryValue @Nullable UUID organizationId) {
    if (organizationId != null) {
      Organization.require(organizationId);
    }
    return new PermissionsResponse(
        permissions.list(caller, userId == null ? caller.userId() : userId).stream()
            .map(ScopedPermission::of)
            .toList());
  }

  @Needs(Role.USER)
  @Operation(id = "getPermission", summary = "Gets a permission.")
  @Get("/{permissionId}")
  PermissionResponse get(Caller caller, UUID permissionId) {
    return PermissionResponse.of(permissions.find(caller, permissionId));
  }

  @Needs(Role.ADMIN)
  @Operation(
      id = "createPermission",
      summary = "Gives a user a permission.",
      problems = {404, 409})
  @Post
  PermissionResponse create(Caller caller, @Body PermissionRequest request) {
    var type = type(request.permissionType());
    var userId = Required.of("userId", request.userId());
    if ((request.workspaceId() == null) == (request.organizationId() == null)) {
      throw Problem.badRequest("one of workspaceId and organizationId must be there, and not both")
          .asException();
    }
    if (type.isForWorkspace() != (request.workspaceId() != null)) {
      throw Problem.badRequest(
              "permissionType is %s, which is for a%s"
                  .formatted(
                      type.wireName(), type.isForWorkspace() ? " workspace" : "n organization"))
          .asException();
    }
    if (request.organizationId() != null) {
      Organization.require(request.organizationId());
    }
    var made = permissions.give(caller, userId, type, request.workspaceId());
    caller.trail().on(made.id());
    return PermissionResponse.of(made);
  }

  @Needs(Role.ADMIN)
  @Operation(
      id = "updatePermission",
      summary = "Makes a permission one of another type.",
      problems = 409)
  @Patch("/{permissionId}")
  PermissionResponse change(Caller caller, UUID permissionId, @Body PermissionRequest request) {
    var before = permissions.find(caller, permissionId);
    var after = permissions.change(caller, permissionId, type(request.permissionType()));
    caller.trail().changed(PermissionResponse.of(before), PermissionResponse.of(after));
    return PermissionResponse.of(after);
  }

  @Needs(Role.ADMIN)
  @Operation(id = "deletePermission", summary = "Takes a permission away.", problems = 409)
  @Delete("/{permissionId}")
  HttpResponse<?> delete(Caller caller, UUID permissionId) {
    permissions.take(caller, permissionId);
    return HttpResponse.noContent();
  }

  /** Those that can be given: an instance's admin and a workspace's owner are made otherwise. */
  private static PermissionType type(@Nullable String name) {
    var given = Required.of("permissionType", name);
    return PermissionType.named(given)
        .filter(
            type -> type != PermissionType.INSTANCE_ADMIN && type != PermissionType.WORKSPACE_OWNER)
        .orElseThrow(() ->
            Problem.badRequest(
                    "permissionType is '%s', but must be organization_ or workspace_ followed by admin, editor, runner or reader, or organization_member"
                        .formatted(given))
                .asException());
  }

  /** On the wire. */
  record PermissionRequest(
      @Form(
              oneOf = {
                "organization_admin",
                "organization_editor",
                "organization_runner",
                "organization_reader",
                "organization_member",
                "workspace_admin",
                "workspace_editor",
                "workspace_runner",
                "workspace_reader"
              })
          @Nullable String permissionType,
      @Nullable UUID userId,
      @Nullable UUID workspaceId,
      @Nullable UUID organizationId) {}

  /** On the wire, alone. */
  record PermissionResponse(
      UUID permissionId,
      @Form(words = PermissionType.class) String permissionType,
      UUID userId,
      @Nullable UUID workspaceId,
      @Nullable UUID organizationId) {
    static PermissionResponse of(Permission held) {
      return new PermissionResponse(
          held.id(),
          held.type().wireName(),
          held.userId(),
          held.workspaceId(),
          held.type().scope().equals("organization") ? Organization.ID : null);
    }
  }

  /** On the wire, in a list. */
  record ScopedPermission(
      UUID permissionId,
      @Form(words = PermissionType.class) String permissionType,
      UUID userId,
      @Form(oneOf = {"none", "organization", "workspace"}) String scope,
      UUID scopeId) {
    static ScopedPermission of(Permission held) {
      var scope = held.type().scope();
      var elsewhere = scope.equals("organization") ? Organization.ID : NOWHERE;
      return new ScopedPermission(
          held.id(),
          held.type().wireName(),
          held.userId(),
          scope,
          Objects.requireNonNullElse(held.workspaceId(), elsewhere));
    }
  }

  /** On the wire. */
  record PermissionsResponse(List<ScopedPermission> data) {}
}
