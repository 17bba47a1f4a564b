package io.lasius.server.container;

import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.StatisticNetworksConfig;
import com.github.dockerjava.api.model.Statistics;
import io.lasius.replication.ConnectorUsage;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a container has used, by the engine's samples. One thread brings them, any thread may ask.
 */
final class UsageSampler {
  private final boolean networked;
  private volatile @Nullable Sample latest;

  private record Sample(
      long takenNanos, long cpuNanos, @Nullable Long sent, long memory, long peak) {}

  /**
   * Of one container.
   *
   * @param networked whether it has a network; one that has none sends nothing
   */
  UsageSampler(boolean networked) {
    this.networked = networked;
  }

  /** A container that has ended gives samples without figures. */
  void take(Statistics told) {
    Sample before = latest;
    var cpu = told.getCpuStats() == null ? null : told.getCpuStats().getCpuUsage();
    var cpuNanos = cpu == null ? null : cpu.getTotalUsage();
    var memory = told.getMemoryStats() == null ? null : memory(told.getMemoryStats());
    if (cpuNanos != null && memory != null && cpuNanos > 0) {
      long peak = before == null ? memory : Math.max(memory, before.peak());
      latest = new Sample(System.nanoTime(), cpuNanos, sent(told), memory, peak);
    }
  }

  Optional<ConnectorUsage> latest() {
    return Optional.ofNullable(latest)
        .map(sample ->
            new ConnectorUsage(
                Duration.ofNanos(System.nanoTime() - sample.takenNanos()),
                Duration.ofNanos(sample.cpuNanos()),
                sample.sent(),
                sample.memory(),
                sample.peak()));
  }

  /** Without the files that the system has read ahead, as the command {@code docker stats} does. */
  private static @Nullable Long memory(MemoryStatsConfig told) {
    var all = told.getUsage();
    var details = told.getStats();
    if (all == null || details == null) {
      return all;
    }
    // The first is how control groups of version 1 call it.
    var files =
        Objects.requireNonNullElse(
            details.getTotalInactiveFile(),
            Objects.requireNonNullElse(details.getInactiveFile(), 0L));
    return Math.max(0, all - files);
  }

  /** Null where the engine does not tell, as of a container on the host's own network. */
  private @Nullable Long sent(Statistics told) {
    if (!networked) {
      return 0L;
    }
    var networks = told.getNetworks();
    return networks == null || networks.isEmpty()
        ? null
        : networks.values().stream()
            .map(StatisticNetworksConfig::getTxBytes)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .sum();
  }
}
