package io.lasius.server.state;

import io.lasius.replication.StreamCounts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which commits led to a position. After a restore a stream goes on from an older one, so its
 * versions are a tree: what other branches delivered is at the destination, too, and may come again
 * to whoever reads on from here.
 */
final class StateLineage {
  private final List<StateVersion> own;
  private final List<StateVersion> shared;

  /**
   * Of a stream.
   *
   * @param own its versions, oldest first
   * @param shared those of all streams together, oldest first
   */
  StateLineage(List<StateVersion> own, List<StateVersion> shared) {
    this.own = List.copyOf(own);
    this.shared = List.copyOf(shared);
  }

  /** Whether there were older versions, of which nothing is known any more. */
  boolean isCutShort() {
    return isCutShort(own) || isCutShort(shared);
  }

  private static boolean isCutShort(List<StateVersion> versions) {
    return !versions.isEmpty() && versions.getFirst().olderRemoved();
  }

  /**
   * What was committed beside the commits that led to a version.
   *
   * @param target null for the stream's beginning
   * @param began nothing up to this version counts
   */
  StreamCounts beside(@Nullable StateVersion target, long began) {
    var sum = StreamCounts.NONE;
    for (var versions : List.of(own, shared)) {
      var led = led(versions, target);
      for (var version : versions) {
        if (version.version() > began && !led.contains(version.version())) {
          sum = sum.plus(new StreamCounts(version.records(), version.bytes()));
        }
      }
    }
    return sum;
  }

  private static Set<Long> led(List<StateVersion> versions, @Nullable StateVersion target) {
    var led = new HashSet<Long>();
    if (target == null || versions.isEmpty()) {
      return led;
    }
    if (!Objects.equals(versions.getFirst().stream(), target.stream())) {
      // The source went over from the one kind to the other.
      versions.stream()
          .map(StateVersion::version)
          .filter(version -> version < target.position())
          .forEach(led::add);
      return led;
    }
    var places = new HashMap<Long, Integer>();
    for (int i = 0; i < versions.size(); i++) {
      places.put(versions.get(i).version(), i);
    }
    var place = places.get(target.position());
    while (place != null) {
      led.add(versions.get(place).version());
      var before = place == 0 ? null : versions.get(place - 1);
      place =
          before == null || begins(versions.get(place), before)
              ? null
              : places.get(before.position());
    }
    return led;
  }

  /** Whether a version goes on from nothing that was there. */
  private static boolean begins(StateVersion version, StateVersion before) {
    return version.reason() == StateReason.IMPORT || !before.hasState();
  }
}
