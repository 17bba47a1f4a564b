package io.lasius.server.job;

import io.lasius.replication.ConnectorUsage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt took.
 *
 * @param phases milliseconds in each phase that it was in
 * @param source what its container used; null where nobody could tell
 * @param destination the same
 */
public record AttemptFigures(
    Map<AttemptPhase, Long> phases, @Nullable Used source, @Nullable Used destination) {
  public AttemptFigures {
    var copy = new EnumMap<AttemptPhase, Long>(AttemptPhase.class);
    copy.putAll(phases);
    phases = Collections.unmodifiableMap(copy);
  }

  /** The same with the time that it waited for its turn. */
  AttemptFigures queued(long millis) {
    var all = new EnumMap<AttemptPhase, Long>(AttemptPhase.class);
    all.putAll(phases);
    all.put(AttemptPhase.QUEUED, Math.max(0, millis));
    return new AttemptFigures(all, source, destination);
  }

  /**
   * What a container used up to its last sample, which is about a second older at most than its
   * end.
   *
   * @param cpuMillis CPU time, on all cores together
   * @param peakMemoryBytes the most of all samples
   */
  public record Used(long cpuMillis, long peakMemoryBytes) {
    static @Nullable Used of(Optional<ConnectorUsage> usage) {
      return usage
          .map(used -> new Used(used.cpu().toMillis(), used.peakMemoryBytes()))
          .orElse(null);
    }
  }
}
