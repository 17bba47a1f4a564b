package io.lasius.server.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived token of a user, which can be revoked.
 *
 * @param tokenHash of the token, which is known to nobody else
 * @param expiresAt null for never
 */
@MappedEntity("personal_token")
record PersonalToken(
    @Id UUID id,
    UUID userId,
    String name,
    String tokenHash,
    Instant createdAt,
    @Nullable Instant expiresAt) {
  /** How each begins, so that one is known where it is found. */
  static final String PREFIX = "lasius_pat_";

  boolean countsAt(Instant time) {
    return expiresAt == null || time.isBefore(expiresAt);
  }
}
