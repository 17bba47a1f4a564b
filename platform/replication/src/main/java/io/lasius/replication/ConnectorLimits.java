package io.lasius.replication;

/**
 * What a connector may use.
 *
 * @param memoryBytes bytes of memory; 0 for no limit
 * @param cpus cores, such as 1.5; 0 for no limit
 * @param pids processes and threads; 0 for no limit
 */
public record ConnectorLimits(long memoryBytes, double cpus, int pids) {
  /** 2 GiB of memory, all cores, 2,048 processes and threads. */
  public static final ConnectorLimits DEFAULT = new ConnectorLimits(2L << 30, 0, 2048);

  public ConnectorLimits {
    if (memoryBytes < 0 || cpus < 0 || pids < 0) {
      throw new IllegalArgumentException(
          "a limit is negative: memory %d, cpus %s, pids %d".formatted(memoryBytes, cpus, pids));
    }
  }
}
