package io.lasius.server.workspace;

import java.util.UUID;

/** A workspace was deleted; what is in it goes with it, in the same transaction. */
public record WorkspaceDeleted(UUID id) {}
