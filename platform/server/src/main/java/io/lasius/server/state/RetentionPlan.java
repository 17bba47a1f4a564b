package io.lasius.server.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Which versions of a connection go. The newest of each stream stays whatever the limits. */
record RetentionPlan(List<Removal> removals) {
  /**
   * A version that goes.
   *
   * @param heir the next of its stream that stays
   * @param between whether an older one stays, too, so that the heir stands for the records of both
   */
  record Removal(StateVersion gone, StateVersion heir, boolean between) {}

  /**
   * What may stay.
   *
   * @param versions of each stream: so many of the newest, and so many of those that ended a job or
   *     were set by somebody
   * @param age older ones go
   * @param bytes of all states of the connection together
   */
  record Limits(int versions, Duration age, long bytes) {}

  RetentionPlan {
    removals = List.copyOf(removals);
  }

  /**
   * Plans.
   *
   * @param all versions of one connection, oldest first
   */
  static RetentionPlan of(List<StateVersion> all, Limits limits, Instant now) {
    var streams = new LinkedHashMap<String, List<StateVersion>>();
    for (var version : all) {
      streams.computeIfAbsent(version.stream(), _ -> new ArrayList<>()).add(version);
    }
    var oldest = now.minus(limits.age());
    var kept = new ArrayList<StateVersion>();
    long bytes = 0;
    for (var stream : streams.values()) {
      bytes += stream.getLast().stateBytes();
      kept.addAll(candidates(stream, limits.versions(), oldest));
    }
    kept.sort(Comparator.comparingLong(StateVersion::version).reversed());
    var stays = new HashSet<Long>();
    for (var version : kept) {
      bytes += version.stateBytes();
      if (bytes > limits.bytes()) {
        break;
      }
      stays.add(version.version());
    }
    return new RetentionPlan(removals(streams.values(), stays));
  }

  /** What of a stream, beside its newest version, count and age let stay. */
  private static List<StateVersion> candidates(
      List<StateVersion> stream, int versions, Instant oldest) {
    var kept = new ArrayList<StateVersion>();
    int points = 1;
    for (int i = stream.size() - 2; i >= 0; i--) {
      var version = stream.get(i);
      boolean point = isPoint(version, stream.get(i + 1));
      points += point ? 1 : 0;
      boolean counted = stream.size() - i <= versions || (point && points <= versions);
      if (counted && !version.createdAt().isBefore(oldest)) {
        kept.add(version);
      }
    }
    return kept;
  }

  /** Whether it is the last of its job, or was set by somebody. */
  private static boolean isPoint(StateVersion version, StateVersion next) {
    return version.reason() != StateReason.SYNC
        || next.reason() != StateReason.SYNC
        || !Objects.equals(version.jobId(), next.jobId());
  }

  private static List<Removal> removals(Collection<List<StateVersion>> streams, Set<Long> stays) {
    var removals = new ArrayList<Removal>();
    for (var stream : streams) {
      var heir = stream.getLast();
      long oldest =
          stream.stream()
              .mapToLong(StateVersion::version)
              .filter(stays::contains)
              .findFirst()
              .orElse(heir.version());
      for (var version : stream.reversed().subList(1, stream.size())) {
        if (stays.contains(version.version())) {
          heir = version;
        } else {
          removals.add(new Removal(version, heir, version.version() > oldest));
        }
      }
    }
    return removals;
  }
}
