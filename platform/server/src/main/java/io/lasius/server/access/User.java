package io.lasius.server.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param email by which they log in; no two have the same
 * @param passwordHash null for one who cannot log in by a password
 */
@MappedEntity("app_user")
record User(
    @Id UUID id, String name, String email, @Nullable String passwordHash, Instant createdAt) {
  static final int MAX_NAME = 256;

  /** The one that is there from the start. */
  static final UUID FIRST = UUID.fromString("00000000-0000-0000-0000-000000000000");

  /** What it is stored with is nobody's to see. */
  @Override
  public String toString() {
    return "%s (%s)".formatted(name, id);
  }

  User with(String newName, String newEmail, @Nullable String newHash) {
    return new User(id, newName, newEmail, newHash, createdAt);
  }
}
