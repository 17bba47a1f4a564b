package io.lasius.server.tag;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * A word that connections of a workspace are found by.
 *
 * @param color six hexadecimal digits
 */
@MappedEntity("tag")
public record Tag(@Id UUID id, UUID workspaceId, String name, String color, Instant createdAt) {}
