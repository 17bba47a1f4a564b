package io.lasius.server.fault;

import java.util.stream.IntStream;

/** How long the suite takes: minutes with all tests, or an hour and more by itself. */
final class FaultLength {
  /** Set by {@code ./lasius test --faults}. */
  private static final boolean LONG = "long".equals(System.getenv("LASIUS_FAULTS"));

  /**
   * Which kills are made, such as {@code 526-1000}; those of the length if not set. Five go
   * together, 526 to 530 and so on, and are the same only together.
   */
  private static final String SEEDS =
      System.getenv().getOrDefault("LASIUS_FAULT_SEEDS", LONG ? "1-1000" : "1-30");

  private FaultLength() {}

  /** The seeds of the kills. */
  static IntStream seeds() {
    int dash = SEEDS.indexOf('-');
    return IntStream.rangeClosed(
        Integer.parseInt(SEEDS.substring(0, dash)), Integer.parseInt(SEEDS.substring(dash + 1)));
  }

  static int of(int shorter, int longer) {
    return LONG ? longer : shorter;
  }
}
