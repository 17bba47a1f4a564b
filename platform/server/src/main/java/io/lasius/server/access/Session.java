package io.lasius.server.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who is logged in by a browser.
 *
 * @param tokenHash of the token, which is known to the browser alone
 */
@MappedEntity("login_session")
record Session(@Id String tokenHash, UUID userId, Instant createdAt, Instant expiresAt) {
  boolean countsAt(Instant time) {
    return time.isBefore(expiresAt);
  }
}
