package io.lasius.server.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do.
 *
 * @param workspaceId where; null for everywhere
 */
@MappedEntity("permission")
record Permission(@Id UUID id, UUID userId, PermissionType type, @Nullable UUID workspaceId) {
  Permission {
    if ((workspaceId != null) != type.isForWorkspace()) {
      throw new IllegalArgumentException("the workspace does not go with the type " + type);
    }
  }

  /** Whether it counts in a workspace. */
  boolean countsIn(UUID workspace) {
    return workspaceId == null || workspaceId.equals(workspace);
  }
}
