package io.lasius.server.actor;

import java.util.UUID;

/** A source or destination was deleted; what uses it goes with it, in the same transaction. */
public record ActorDeleted(UUID id) {}
