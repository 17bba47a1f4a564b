package io.lasius.server.state;

import io.lasius.server.access.Caller;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Tells the audit log of which streams somebody changed the states. */
@Singleton
final class AuditedStates {
  private final StateVersionStore versions;

  AuditedStates(StateVersionStore versions) {
    this.versions = versions;
  }

  /** Does something to the states of a connection, and notes what became of them. */
  <T> T change(Caller caller, UUID connectionId, Supplier<T> change) {
    var before = standing(connectionId);
    var done = change.get();
    caller.trail().changed(before, standing(connectionId));
    return done;
  }

  /** A state is told by the number of its version. */
  private record Standing(Map<String, Long> states) {}

  private Standing standing(UUID connectionId) {
    return new Standing(new StateStanding(versions.at(connectionId, Long.MAX_VALUE)).numbers());
  }
}
