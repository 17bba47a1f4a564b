package io.lasius.replication;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a connector has used since it began, as it was last sampled. A connector that has ended
 * keeps its last sample.
 *
 * @param age how long ago that was
 * @param cpu time on all cores together
 * @param sentBytes what it sent to any network; null where nobody can tell
 * @param memoryBytes what it holds, without what the system could take back
 * @param peakMemoryBytes the most of all samples; what lies between two of them is not seen
 */
public record ConnectorUsage(
    Duration age, Duration cpu, @Nullable Long sentBytes, long memoryBytes, long peakMemoryBytes) {
  private static final Duration CURRENT = Duration.ofSeconds(5);

  /** Whether it tells what the connector does now; else nobody can. */
  public boolean current() {
    return age.compareTo(CURRENT) < 0;
  }
}
