package io.lasius.server;

/**
 * How many jobs run at once.
 *
 * @param perSource of one source, over all servers that share a database; 0 for any number
 * @param perDestination the same of one destination
 * @param perWorkspace the same of one workspace
 * @param syncMemoryBytes what both containers of a sync together are taken to need; 0 for nothing
 * @param headroomPercent so much more than they were seen to use, whose samples are a second apart
 * @param memoryPercent so much of the engine's machine is for them
 */
public record QueueSettings(
    int perSource,
    int perDestination,
    int perWorkspace,
    long syncMemoryBytes,
    int headroomPercent,
    int memoryPercent) {
  private static final int MOST = 1_000_000;

  static QueueSettings of(SettingReader read) {
    return new QueueSettings(
        (int) read.number("max-running-jobs-per-source", 2, 0, MOST),
        (int) read.number("max-running-jobs-per-destination", 4, 0, MOST),
        (int) read.number("max-running-jobs-per-workspace", 0, 0, MOST),
        read.number("sync-memory-bytes", 1L << 30, 0, Long.MAX_VALUE),
        (int) read.number("sync-memory-headroom-percent", 25, 0, 1000),
        (int) read.number("sync-memory-machine-percent", 80, 1, 100));
  }
}
