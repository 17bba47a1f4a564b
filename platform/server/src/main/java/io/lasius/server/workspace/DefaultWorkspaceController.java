package io.lasius.server.workspace;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * In which workspace a user begins, in the form of Airbyte's configuration API: clients ask for it
 * by the user that their access token names.
 */
@Controller("/api/v1/users/get_by_auth_id")
final class DefaultWorkspaceController {
  private final WorkspaceStore store;

  DefaultWorkspaceController(WorkspaceStore store) {
    this.store = store;
  }

  /** One's own only. */
  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "getUserByAuthId",
      summary = "Gets yourself with the workspace to begin in.",
      problems = 404)
  @Post
  UserRead get(Caller caller, @Body AuthIdBody request) {
    var id = Required.of("authUserId", request.authUserId());
    if (!id.equals(caller.userId().toString())) {
      throw Problem.notFound("user", id).asException();
    }
    var workspace = caller.defaultWorkspace().flatMap(chosen -> seen(caller, List.of(chosen)));
    return new UserRead(
        caller.userId(), id, workspace.or(() -> seen(caller, List.of())).orElse(null));
  }

  /** The first that they may see, of all or of some. */
  private Optional<UUID> seen(Caller caller, List<UUID> asked) {
    return caller
        .list(asked, () -> store.list(false, 1, 0), ids -> store.list(false, ids, 1, 0))
        .stream()
        .map(Workspace::id)
        .findFirst();
  }

  /** On the wire. */
  record AuthIdBody(@Nullable String authUserId) {}

  /**
   * On the wire.
   *
   * @param defaultWorkspaceId absent for one who may see none
   */
  record UserRead(UUID userId, String authUserId, @Nullable UUID defaultWorkspaceId) {}
}
