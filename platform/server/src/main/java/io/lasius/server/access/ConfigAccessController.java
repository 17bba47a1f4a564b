package io.lasius.server.access;

import io.lasius.server.access.PermissionController.PermissionResponse;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Required;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users, what they may do and their organization in the form of Airbyte's configuration API. */
@Controller("/api/v1")
final class ConfigAccessController {
  private final UserStore users;
  private final UserChanges changes;
  private final Permissions permissions;
  private final ObjectPlaces places;

  ConfigAccessController(
      UserStore users, UserChanges changes, Permissions permissions, ObjectPlaces places) {
    this.users = users;
    this.changes = changes;
    this.permissions = permissions;
    this.places = places;
  }

  /** One's own, or anybody's for an admin. */
  @Needs(Role.USER)
  @Operation(
      id = "updateUserName",
      summary = "Changes the name of a user, or the workspace to begin in.",
      problems = {404, 409})
  @Post("/users/update")
  UserRead update(Caller caller, @Body UserBody request) {
    var id = Required.of("userId", request.userId());
    caller.trail().on(id);
    var before = users.get(caller, id);
    var name =
        request.name() == null
            ? before.name()
            : Required.text("name", request.name(), User.MAX_NAME);
    var workspace = request.defaultWorkspaceId();
    if (workspace != null) {
      places.requireWorkspace(caller.at(Role.READER), workspace);
    }
    var after =
        workspace == null
            ? changes.change(before, name, before.email())
            : changes.change(before, name, workspace);
    caller.trail().changed(UserRead.of(before), UserRead.of(after));
    return UserRead.of(after);
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "listPermissionsByUser",
      summary = "Lists the permissions of a user.",
      problems = 404)
  @Post("/permissions/list_by_user")
  PermissionReads permissions(Caller caller, @Body UserBody request) {
    return new PermissionReads(
        permissions.list(caller, Required.of("userId", request.userId())).stream()
            .map(PermissionResponse::of)
            .toList());
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(id = "listOrganizationsByUser", summary = "Lists the one organization.")
  @Post("/organizations/list_by_user_id")
  OrganizationReads organizations() {
    return new OrganizationReads(List.of(OrganizationInfo.THE_ONE));
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(id = "getOrganizationInfo", summary = "Gets the organization.", problems = 404)
  @Post("/organizations/get_organization_info")
  OrganizationInfo organization(@Body OrganizationBody request) {
    Organization.require(Required.of("organizationId", request.organizationId()));
    return OrganizationInfo.THE_ONE;
  }

  /** On the wire. */
  record UserBody(
      @Nullable UUID userId,
      @Form(minLength = 1, maxLength = User.MAX_NAME) @Nullable String name,
      @Nullable UUID defaultWorkspaceId) {}

  /** On the wire. */
  record UserRead(
      UUID userId,
      String authUserId,
      String name,
      String email,
      @Nullable UUID defaultWorkspaceId) {
    static UserRead of(User user) {
      return new UserRead(
          user.id(), user.id().toString(), user.name(), user.email(), user.defaultWorkspaceId());
    }
  }

  /** On the wire. */
  record PermissionReads(List<PermissionResponse> permissions) {}

  /** On the wire. */
  record OrganizationBody(@Nullable UUID organizationId) {}

  /** On the wire. */
  record OrganizationReads(List<OrganizationInfo> organizations) {}
}
