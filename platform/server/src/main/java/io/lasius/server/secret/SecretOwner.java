package io.lasius.server.secret;

import java.util.UUID;

/** Whose configuration refers to a secret, and the workspace that it may have secrets of. */
public sealed interface SecretOwner {
  UUID id();

  UUID workspaceId();

  /** A source or destination. */
  record Actor(UUID id, UUID workspaceId) implements SecretOwner {}

  /** A connection, whose mappers have keys and salts. */
  record Connection(UUID id, UUID workspaceId) implements SecretOwner {}

  /** A definition, which has values that it is tried with. */
  record Definition(UUID id, UUID workspaceId) implements SecretOwner {}
}
