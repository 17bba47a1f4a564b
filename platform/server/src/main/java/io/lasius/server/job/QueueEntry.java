package io.lasius.server.job;

import io.lasius.server.admission.Blackout;
import io.lasius.server.admission.BlackoutsConverter;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.model.DataType;
import java.util.List;
import java.util.UUID;

/**
 * A job with what its turn depends on. No table has this shape.
 *
 * @param id of the job
 * @param peakMemoryBytes what its connection was seen to use; 0 where nobody knows
 */
@MappedEntity("job")
record QueueEntry(
    @Id long id,
    UUID sourceId,
    String sourceName,
    UUID destinationId,
    String destinationName,
    UUID workspaceId,
    String workspaceName,
    @MappedProperty(type = DataType.STRING, converter = BlackoutsConverter.class)
        List<Blackout> blackouts,
    long peakMemoryBytes) {
  QueueEntry {
    blackouts = List.copyOf(blackouts);
  }
}
