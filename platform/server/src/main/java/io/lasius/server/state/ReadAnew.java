package io.lasius.server.state;

import io.lasius.server.connection.StreamsChanging;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;

/** Forgets where streams were that are read in another way from now on. */
@Singleton
class ReadAnew {
  private final ConnectionStateStore states;

  ReadAnew(ConnectionStateStore states) {
    this.states = states;
  }

  /**
   * A place in the order of one cursor is none in that of another: what lies before it there would
   * never be read. What was read already comes again.
   */
  @EventListener
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void streamsChanging(StreamsChanging event) {
    var origin = StateOrigin.set(StateReason.REFRESH, null);
    event
        .anew()
        .forEach(stream -> states.beginGeneration(event.connectionId(), stream, origin, false));
  }
}
