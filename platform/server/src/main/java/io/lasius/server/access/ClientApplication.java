package io.lasius.server.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A program that calls in a user's name. Its id is its client id.
 *
 * @param secretHash of its client secret, which is known to nobody else
 * @param origin the server whose file holds its secret; null for one that a user made
 */
@MappedEntity("application")
record ClientApplication(
    @Id UUID id,
    UUID userId,
    String name,
    String secretHash,
    @Nullable String origin,
    Instant createdAt) {}
