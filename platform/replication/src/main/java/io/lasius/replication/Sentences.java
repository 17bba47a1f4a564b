package io.lasius.replication;

import java.time.Duration;

/** How a connector's end reads. */
public final class Sentences {
  private Sentences() {}

  /** As in: 3 h, 90 s, 250 ms. */
  static String time(Duration time) {
    if (time.toMillis() % 1000 != 0) {
      return time.toMillis() + " ms";
    }
    return time.toSeconds() % 3600 == 0 ? time.toHours() + " h" : time.toSeconds() + " s";
  }

  /** As in: the source ended with exit status 1. */
  public static String ended(String who, ConnectorExit exit) {
    if (exit.outOfMemory()) {
      return "the %s ran out of memory (exit status %d); raise its memory limit"
          .formatted(who, exit.status());
    }
    return "the %s ended with exit status %d".formatted(who, exit.status());
  }
}
