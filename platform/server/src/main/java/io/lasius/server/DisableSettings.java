package io.lasius.server;

import java.time.Duration;

/**
 * When a connection that does nothing but fail is disabled: once so many jobs failed in a row, and
 * none has succeeded for so long.
 *
 * @param warnAfter from when on it is warned of that
 */
public record DisableSettings(int failures, Duration after, int warnFailures, Duration warnAfter) {
  private static final int MOST = 1_000_000;

  /**
   * By default a connection that is synced once a day is disabled after a week. Airbyte's thirty
   * failures beside its seven days let that take a month.
   */
  static DisableSettings of(SettingReader read) {
    return new DisableSettings(
        (int) read.number("disable-failures", 5, 1, MOST),
        read.duration("disable-after", "7d"),
        (int) read.number("disable-warn-failures", 3, 1, MOST),
        read.duration("disable-warn-after", "4d"));
  }
}
