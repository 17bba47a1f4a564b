package io.lasius.server.secret;

import java.util.UUID;

/** Whose configuration refers to a secret. */
public sealed interface SecretOwner {
  UUID id();

  /** A source or destination. */
  record Actor(UUID id) implements SecretOwner {}

  /** A connection, whose mappers have keys and salts. */
  record Connection(UUID id) implements SecretOwner {}
}
