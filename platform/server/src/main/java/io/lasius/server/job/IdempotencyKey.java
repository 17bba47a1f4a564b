package io.lasius.server.job;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import java.time.Instant;
import java.util.UUID;

/**
 * By this a request that is sent again gets the job that the first one made.
 *
 * @param request what it asked for, to tell it from others
 */
@MappedEntity("idempotency_key")
record IdempotencyKey(@EmbeddedId KeyId id, String request, long jobId, Instant createdAt) {
  /** A caller's own name for a request. */
  @Embeddable
  record KeyId(@MappedProperty("user_id") UUID userId, @MappedProperty("name") String name) {}
}
