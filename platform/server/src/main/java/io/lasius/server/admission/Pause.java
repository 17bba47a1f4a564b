package io.lasius.server.admission;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether all is paused.
 *
 * @param id of the installation
 * @param pausedAt since when no attempt begins; null while they do
 */
@MappedEntity("installation")
public record Pause(@Id UUID id, @Nullable Instant pausedAt) {}
