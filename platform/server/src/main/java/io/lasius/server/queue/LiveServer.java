package io.lasius.server.queue;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * A server that shares the database.
 *
 * @param leaseUntil until when it is taken to live, by the database's clock
 */
@MappedEntity("server")
record LiveServer(@Id UUID id, Instant leaseUntil) {}
