package io.lasius.server.job;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt took, on its way out.
 *
 * @param phaseSeconds in each phase that it was in
 */
record FiguresResponse(
    Map<String, BigDecimal> phaseSeconds,
    @Nullable UsedResponse source,
    @Nullable UsedResponse destination) {

  /**
   * On the wire.
   *
   * @param sampled always: what lies between two samples, a second apart, is not seen
   */
  record UsedResponse(BigDecimal cpuSeconds, long peakMemoryBytes, boolean sampled) {
    static @Nullable UsedResponse of(AttemptFigures.@Nullable Used used) {
      return used == null
          ? null
          : new UsedResponse(seconds(used.cpuMillis()), used.peakMemoryBytes(), true);
    }
  }

  static @Nullable FiguresResponse of(@Nullable AttemptFigures figures) {
    if (figures == null) {
      return null;
    }
    var phases = new LinkedHashMap<String, BigDecimal>();
    figures
        .phases()
        .forEach(
            (phase, millis) -> phases.put(phase.name().toLowerCase(Locale.ROOT), seconds(millis)));
    return new FiguresResponse(
        phases, UsedResponse.of(figures.source()), UsedResponse.of(figures.destination()));
  }

  static BigDecimal seconds(long millis) {
    return BigDecimal.valueOf(millis, 3);
  }
}
