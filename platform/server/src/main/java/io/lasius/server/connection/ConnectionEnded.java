package io.lasius.server.connection;

import java.util.UUID;

/** A connection was deleted or disabled; its job ends. */
public record ConnectionEnded(UUID id) {}
