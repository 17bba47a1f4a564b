package io.lasius.server.access;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tells in which workspace an object is that the path of an endpoint names. */
public interface ObjectPlace {
  /** The path's variable that holds the object's id. */
  String variable();

  /**
   * What the object is called in problems.
   *
   * @param path all variables of the path
   */
  String resourceType(Map<String, Object> path);

  /**
   * The workspace of an object, whether deleted or not.
   *
   * @throws IllegalArgumentException where the id is none
   */
  Optional<UUID> workspaceOf(String id);
}
