package io.lasius.server.connection;

import java.util.UUID;

/** A connection was deleted; its job ends. */
public record ConnectionDeleted(UUID id) {}
