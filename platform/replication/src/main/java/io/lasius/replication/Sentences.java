package io.lasius.replication;

/** How a connector's end reads. */
public final class Sentences {
  private Sentences() {}

  /** As in: the source ended with exit status 1. */
  public static String ended(String who, ConnectorExit exit) {
    if (exit.outOfMemory()) {
      return "the %s ran out of memory (exit status %d); raise its memory limit"
          .formatted(who, exit.status());
    }
    return "the %s ended with exit status %d".formatted(who, exit.status());
  }
}
