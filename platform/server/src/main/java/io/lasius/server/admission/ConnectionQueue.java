package io.lasius.server.admission;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.model.DataType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When the jobs of a connection get their turn.
 *
 * @param syncAfter the connection whose successful syncs are each followed by one of this; null for
 *     none
 */
@MappedEntity("connection_queue")
record ConnectionQueue(
    @Id UUID connectionId,
    Priority priority,
    @MappedProperty(type = DataType.STRING, converter = BlackoutsConverter.class)
        List<Blackout> blackouts,
    @Nullable UUID syncAfter) {
  ConnectionQueue {
    blackouts = List.copyOf(blackouts);
  }

  static ConnectionQueue none(UUID connectionId) {
    return new ConnectionQueue(connectionId, Priority.NORMAL, List.of(), null);
  }
}
