package io.lasius.server.access;

import io.lasius.server.http.Problem;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives users permissions, and takes them. Whoever is admin of a workspace does so for it; the rest
 * is for admins of the instance.
 */
@Singleton
class Permissions {
  private final PermissionStore store;
  private final UserStore users;
  private final ObjectPlaces places;

  Permissions(PermissionStore store, UserStore users, ObjectPlaces places) {
    this.store = store;
    this.users = users;
    this.places = places;
  }

  /** Those of a user that a caller may see: their own, and those that they may give. */
  List<Permission> list(Caller caller, UUID userId) {
    return store.of(userId).stream()
        .filter(
            held -> held.userId().equals(caller.userId()) || mayGive(caller, held.workspaceId()))
        .toList();
  }

  /**
   * One that a caller may see.
   *
   * @throws io.lasius.server.http.ProblemException 404 otherwise
   */
  Permission find(Caller caller, UUID id) {
    return store
        .findById(id)
        .filter(
            held -> held.userId().equals(caller.userId()) || mayGive(caller, held.workspaceId()))
        .orElseThrow(() -> Problem.notFound("permission", id).asException());
  }

  /**
   * Gives one.
   *
   * @param workspaceId null for everywhere
   * @throws io.lasius.server.http.ProblemException 409 where the user has one there already
   */
  @Transactional
  Permission give(Caller caller, UUID userId, PermissionType type, @Nullable UUID workspaceId) {
    requireGiver(caller, workspaceId);
    if (users.lock(userId).isEmpty()) {
      throw Problem.notFound("user", userId).asException();
    }
    store.of(userId).stream()
        .filter(held -> Objects.equals(held.workspaceId(), workspaceId))
        .filter(held -> held.type() != PermissionType.INSTANCE_ADMIN)
        .findFirst()
        .ifPresent(held -> {
          throw Problem.stateConflict(
                  "the user has the permission %s there (%s); change that one"
                      .formatted(held.type().wireName(), held.id()))
              .asException();
        });
    return store.save(new Permission(UUID.randomUUID(), userId, type, workspaceId));
  }

  /** Makes it one of another type for the same place. */
  @Transactional
  Permission change(Caller caller, UUID id, PermissionType type) {
    var before = changeable(caller, id);
    if (!before.type().scope().equals(type.scope())) {
      throw Problem.badRequest(
              "the permission is %s and cannot become %s, which is for another scope"
                  .formatted(before.type().wireName(), type.wireName()))
          .asException();
    }
    return store.update(new Permission(id, before.userId(), type, before.workspaceId()));
  }

  @Transactional
  void take(Caller caller, UUID id) {
    store.delete(changeable(caller, id));
  }

  private Permission changeable(Caller caller, UUID id) {
    var held = find(caller, id);
    requireGiver(caller, held.workspaceId());
    if (held.userId().equals(User.FIRST) && held.type() == PermissionType.INSTANCE_ADMIN) {
      throw Problem.stateConflict(
              "the first admin stays one, since the server's own credentials are theirs")
          .asException();
    }
    return held;
  }

  private void requireGiver(Caller caller, @Nullable UUID workspaceId) {
    if (workspaceId == null) {
      caller.requireEverywhere();
    } else {
      places.requireWorkspace(caller, workspaceId);
    }
  }

  private static boolean mayGive(Caller caller, @Nullable UUID workspaceId) {
    return workspaceId == null ? caller.isInstanceAdmin() : caller.may(Role.ADMIN, workspaceId);
  }
}
