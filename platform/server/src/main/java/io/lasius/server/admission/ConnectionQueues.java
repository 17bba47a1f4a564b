package io.lasius.server.admission;

import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.Problem;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** When the jobs of connections get their turn, and which syncs are owed after others. */
@Singleton
public class ConnectionQueues {
  private final ConnectionQueueStore store;
  private final ConnectionStore connections;
  private final PauseStore pauses;
  private final ApplicationEventPublisher<SyncsOwed> owed;

  ConnectionQueues(
      ConnectionQueueStore store,
      ConnectionStore connections,
      PauseStore pauses,
      ApplicationEventPublisher<SyncsOwed> owed) {
    this.store = store;
    this.connections = connections;
    this.pauses = pauses;
    this.owed = owed;
  }

  ConnectionQueue of(UUID connectionId) {
    return store.findById(connectionId).orElseGet(() -> ConnectionQueue.none(connectionId));
  }

  /**
   * Stores it in place of what was before.
   *
   * @throws io.lasius.server.http.ProblemException 400 if it comes after no connection, or in the
   *     end after itself
   */
  @Transactional
  void put(ConnectionQueue queue) {
    // One at a time: two could close a circle together that neither sees.
    pauses.lock();
    refuseCircle(queue);
    var before = store.findById(queue.connectionId());
    if (before.isEmpty()) {
      store.save(queue);
    } else {
      store.update(queue);
      if (!Objects.equals(before.get().syncAfter(), queue.syncAfter())) {
        store.settle(queue.connectionId());
      }
    }
  }

  private void refuseCircle(ConnectionQueue queue) {
    var way = new ArrayList<String>(List.of(name(queue.connectionId())));
    for (var next = queue.syncAfter(); next != null; next = of(next).syncAfter()) {
      way.add(name(next));
      if (next.equals(queue.connectionId())) {
        throw Problem.badRequest(
                "syncAfter: the connection would come after itself: "
                    + way.stream().collect(Collectors.joining(" after ")))
            .asException();
      }
    }
  }

  private String name(UUID connectionId) {
    return connections
        .findById(connectionId)
        .filter(found -> found.status() != ConnectionStatus.DEPRECATED)
        .map(found -> "'%s'".formatted(found.name()))
        .orElseThrow(
            () -> Problem.valueNotFound("connection", connectionId.toString()).asException());
  }

  /** A sync has succeeded: those that come after it are owed. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  public void syncSucceeded(UUID connectionId) {
    if (store.owe(connectionId) > 0) {
      owed.publishEvent(new SyncsOwed());
    }
  }

  /** The connections that a sync is owed and that no job is under way of. */
  public List<UUID> owed() {
    return store.owed();
  }

  /** A sync of the connection begins, or is made. Returns whether one was owed. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  public boolean settle(UUID connectionId) {
    return store.settle(connectionId) > 0;
  }
}
