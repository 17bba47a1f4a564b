package io.lasius.replication;

import java.time.Duration;

/** How a connector's end reads. */
public final class Sentences {
  /** Of a process that SIGTERM ended. */
  private static final int TERMINATED = 128 + 15;

  private Sentences() {}

  /** As in: 3 h, 90 s, 250 ms. */
  static String time(Duration time) {
    if (time.toMillis() % 1000 != 0) {
      return time.toMillis() + " ms";
    }
    return time.toSeconds() % 3600 == 0 ? time.toHours() + " h" : time.toSeconds() + " s";
  }

  /** The platform's heap was too small for what a sync had to hold at once. */
  public static String outOfMemory() {
    return "the server ran out of memory (%d MiB of heap) in this attempt, whose states, catalog or lines are too large for it: start it with more, as by LASIUS_JAVA_OPTS=-Xmx1g"
        .formatted(Runtime.getRuntime().maxMemory() >> 20);
  }

  /** As in: the source ended with exit status 1. */
  public static String ended(String who, ConnectorExit exit) {
    if (exit.outOfMemory()) {
      return "the %s ran out of memory (exit status %d); raise its memory limit"
          .formatted(who, exit.status());
    }
    var why =
        exit.status() == TERMINATED
            ? " (SIGTERM: somebody stopped it, or the container engine is being stopped)"
            : "";
    return "the %s ended with exit status %d%s".formatted(who, exit.status(), why);
  }
}
