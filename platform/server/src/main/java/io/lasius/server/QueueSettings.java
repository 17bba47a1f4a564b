package io.lasius.server;

/**
 * How many jobs run at once, over all servers that share a database; 0 for any number.
 *
 * @param perSource of one source
 * @param perDestination of one destination
 * @param perWorkspace of one workspace
 */
public record QueueSettings(int perSource, int perDestination, int perWorkspace) {
  private static final int MOST = 1_000_000;

  static QueueSettings of(SettingReader read) {
    return new QueueSettings(
        (int) read.number("max-running-jobs-per-source", 2, 0, MOST),
        (int) read.number("max-running-jobs-per-destination", 4, 0, MOST),
        (int) read.number("max-running-jobs-per-workspace", 0, 0, MOST));
  }
}
