package io.lasius.server.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a permission allows, by the names of Airbyte's API. */
enum PermissionType {
  INSTANCE_ADMIN(Role.INSTANCE_ADMIN),
  ORGANIZATION_ADMIN(Role.INSTANCE_ADMIN),
  ORGANIZATION_EDITOR(Role.EDITOR),
  ORGANIZATION_RUNNER(Role.RUNNER),
  ORGANIZATION_READER(Role.READER),
  ORGANIZATION_MEMBER(Role.USER),
  WORKSPACE_OWNER(Role.ADMIN),
  WORKSPACE_ADMIN(Role.ADMIN),
  WORKSPACE_EDITOR(Role.EDITOR),
  WORKSPACE_RUNNER(Role.RUNNER),
  WORKSPACE_READER(Role.READER);

  private final Role role;

  PermissionType(Role role) {
    this.role = role;
  }

  /** What it allows: in one workspace, or in all where it is not for one. */
  Role role() {
    return role;
  }

  boolean isForWorkspace() {
    return name().startsWith("WORKSPACE");
  }

  /** What it is for, on the wire. */
  String scope() {
    return isForWorkspace() ? "workspace" : this == INSTANCE_ADMIN ? "none" : "organization";
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<PermissionType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equalsIgnoreCase(name)).findFirst();
  }
}
