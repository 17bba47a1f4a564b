package io.lasius.server.access;

import io.lasius.server.http.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** In which workspaces the objects of all features are. */
@Singleton
final class ObjectPlaces {
  private static final String WORKSPACE = "workspaceId";

  private final Map<String, ObjectPlace> places;

  ObjectPlaces(List<ObjectPlace> places) {
    this.places =
        places.stream().collect(Collectors.toMap(ObjectPlace::variable, Function.identity()));
  }

  /**
   * Lets on those that hold the endpoint's role where the objects of a path are.
   *
   * @throws io.lasius.server.http.ProblemException 404 or 403
   */
  void require(Caller caller, Map<String, Object> path) {
    path.forEach((variable, value) -> {
      var place = places.get(variable);
      if (place != null) {
        require(caller, place, value.toString(), path);
      }
    });
  }

  /** The same for a workspace that a body names. */
  void requireWorkspace(Caller caller, UUID workspaceId) {
    require(caller, Map.of(WORKSPACE, workspaceId));
  }

  /** Whether a path's variable names an object of a workspace. */
  boolean knows(String variable) {
    return places.containsKey(variable);
  }

  private static void require(
      Caller caller, ObjectPlace place, String id, Map<String, Object> path) {
    Optional<UUID> workspace;
    try {
      workspace = place.workspaceOf(id);
    } catch (IllegalArgumentException _) {
      // It is for the endpoint to say what is wrong with it.
      return;
    }
    var type = place.resourceType(path);
    caller.require(workspace.orElseThrow(() -> Problem.notFound(type, id).asException()), type, id);
  }
}
