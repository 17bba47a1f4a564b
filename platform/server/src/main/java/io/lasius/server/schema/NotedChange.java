package io.lasius.server.schema;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that a job noticed.
 *
 * @param id grows with time; null before it is stored
 */
@MappedEntity("schema_change")
public record NotedChange(
    @Id @GeneratedValue @Nullable Long id,
    UUID connectionId,
    long jobId,
    Instant noticedAt,
    @MappedProperty(type = DataType.STRING, converter = HandledChangeConverter.class)
        HandledChange handled) {}
