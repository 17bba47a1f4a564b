package io.lasius.server.access;

import io.lasius.server.http.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who sent a request, and what they may do. A method of a controller that takes one gets the one of
 * its request.
 */
public final class Caller {
  private final User user;
  private final String way;
  private final List<Permission> permissions;
  private final Role needed;
  private final AuditTrail trail = new AuditTrail();

  Caller(User user, String way, List<Permission> permissions, Role needed) {
    this.user = user;
    this.way = way;
    this.permissions = List.copyOf(permissions);
    this.needed = needed;
  }

  /** The same, at an endpoint. */
  Caller at(Role role) {
    return new Caller(user, way, permissions, role);
  }

  User user() {
    return user;
  }

  /** Whose doing it is. */
  public UUID userId() {
    return user.id();
  }

  /** The workspace that they would begin in; empty where they have said nothing. */
  public Optional<UUID> defaultWorkspace() {
    return Optional.ofNullable(user.defaultWorkspaceId());
  }

  /** What they showed, such as {@code password} or the name of an application. */
  String way() {
    return way;
  }

  /** What this request changes, for the audit log. */
  public AuditTrail trail() {
    return trail;
  }

  boolean isInstanceAdmin() {
    return everywhere(Role.INSTANCE_ADMIN);
  }

  /** Whether they hold a role in a workspace. */
  public boolean may(Role role, UUID workspaceId) {
    return permissions.stream()
        .anyMatch(held -> held.countsIn(workspaceId) && held.type().role().includes(role));
  }

  /** Whether they hold a role that is held in no workspace, or in all. */
  private boolean everywhere(Role role) {
    return permissions.stream()
        .anyMatch(held -> !held.type().isForWorkspace() && held.type().role().includes(role));
  }

  /** Whether there is a workspace that they may see. */
  public boolean seesAny() {
    return permissions.stream().anyMatch(held -> held.type().role().includes(Role.READER));
  }

  /**
   * Lets on those that hold the endpoint's role in the workspace of an object.
   *
   * @throws io.lasius.server.http.ProblemException 404 as if the object were not there, where they
   *     may not see it; 403 where they may
   */
  public void require(UUID workspaceId, String resourceType, Object id) {
    trail.in(workspaceId);
    if (may(needed, workspaceId)) {
      return;
    }
    if (!may(Role.READER, workspaceId)) {
      throw Problem.notFound(resourceType, id).asException();
    }
    throw Problem.forbidden(
            "this needs the role %s in workspace %s; ask its admin for it"
                .formatted(needed.words(), workspaceId))
        .asException();
  }

  /** The same for an endpoint that is not about a workspace. */
  void requireEverywhere() {
    if (needed != Role.USER && !everywhere(needed)) {
      throw Problem.forbidden("this needs the role " + needed.words()).asException();
    }
  }

  /**
   * Lists what is in the workspaces that they may see.
   *
   * @param asked those that are asked for; all where there are none
   * @param everywhere what is in any workspace
   * @param in what is in some, of which there is one at least
   */
  public <T> List<T> list(
      List<UUID> asked, Supplier<List<T>> everywhere, Function<List<UUID>, List<T>> in) {
    if (everywhere(Role.READER)) {
      return asked.isEmpty() ? everywhere.get() : in.apply(asked);
    }
    var seen =
        permissions.stream()
            .map(Permission::workspaceId)
            .filter(Objects::nonNull)
            .filter(workspace -> asked.isEmpty() || asked.contains(workspace))
            .distinct()
            .toList();
    return seen.isEmpty() ? List.of() : in.apply(seen);
  }
}
