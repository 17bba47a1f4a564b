package io.lasius.server.state;

import io.lasius.replication.StreamCounts;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** Removes versions of states that need not stay any longer. */
@Singleton
class StatePruning {
  private final StateVersionStore versions;
  private final InstantSource clock;

  StatePruning(StateVersionStore versions, InstantSource clock) {
    this.versions = versions;
    this.clock = clock;
  }

  /** The connections that have versions. */
  List<UUID> connections() {
    return versions.connections();
  }

  /**
   * Removes what a connection has beyond the limits, in one transaction.
   *
   * @return how many versions were removed
   * @throws IllegalStateException if another server removes the same at the same time; nothing is
   *     removed then
   */
  @Transactional
  public int prune(UUID connectionId, RetentionPlan.Limits limits) {
    var plan = RetentionPlan.of(versions.all(connectionId), limits, clock.instant());
    var inherited = new LinkedHashMap<Long, StreamCounts>();
    for (var removal : plan.removals()) {
      if (versions.remove(removal.gone().version()) == 1) {
        inherited.merge(removal.heir().version(), inherited(removal), StreamCounts::plus);
      }
    }
    inherited.forEach((heir, counts) -> {
      if (versions.takeOver(heir, counts.records(), counts.bytes()) == 0) {
        throw new IllegalStateException("version %d was removed meanwhile".formatted(heir));
      }
    });
    return plan.removals().size();
  }

  /** What stood at the beginning has none before it from which its records could be counted. */
  private static StreamCounts inherited(RetentionPlan.Removal removal) {
    var gone = removal.gone();
    return removal.between() ? new StreamCounts(gone.records(), gone.bytes()) : StreamCounts.NONE;
  }
}
