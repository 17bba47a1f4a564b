package io.lasius.server.cli;

import java.io.IOException;

/** Makes a server answer. */
@FunctionalInterface
interface PlatformStart {
  /**
   * Starts one on a folder of data.
   *
   * @throws IOException if it cannot be started; its message is one sentence for the user, as of a
   *     port that is taken
   */
  RunningPlatform start(DataFolder data) throws IOException;
}
