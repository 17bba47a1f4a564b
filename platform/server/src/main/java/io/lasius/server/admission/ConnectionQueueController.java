package io.lasius.server.admission;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.Operation;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.time.InstantSource;
import java.util.UUID;

/** When a connection's jobs get their turn, over HTTP. Our own. */
@Controller("/api/public/v1/connections/{connectionId}/queue")
final class ConnectionQueueController {
  private final ConnectionStore connections;
  private final ConnectionQueues queues;
  private final ApplicationEventPublisher<QueueChanged> changed;
  private final InstantSource clock;

  ConnectionQueueController(
      ConnectionStore connections,
      ConnectionQueues queues,
      ApplicationEventPublisher<QueueChanged> changed,
      InstantSource clock) {
    this.connections = connections;
    this.queues = queues;
    this.changed = changed;
    this.clock = clock;
  }

  @Needs(Role.READER)
  @Operation(
      id = "getConnectionQueue",
      summary = "Tells when the jobs of a connection get their turn.")
  @Get
  ConnectionQueueBody get(UUID connectionId) {
    var _ = connections.get(connectionId);
    return ConnectionQueueBody.of(queues.of(connectionId));
  }

  /** From now on, also for a job that waits. */
  @Needs(Role.EDITOR)
  @Operation(
      id = "putConnectionQueue",
      summary = "Sets when the jobs of a connection get their turn.")
  @Put
  ConnectionQueueBody put(Caller caller, UUID connectionId, @Body ConnectionQueueBody body) {
    var _ = connections.get(connectionId);
    var queue = body.of(connectionId, clock.instant());
    var before = ConnectionQueueBody.of(queues.of(connectionId));
    queues.put(queue);
    changed.publishEvent(new QueueChanged());
    var after = ConnectionQueueBody.of(queue);
    caller.trail().changed(before, after);
    return after;
  }
}
