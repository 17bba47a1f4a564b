package io.lasius.server.fault;

/** How long the suite takes: minutes with all tests, or an hour and more by itself. */
final class FaultLength {
  /** Set by {@code ./lasius test --faults}. */
  private static final boolean LONG = "long".equals(System.getenv("LASIUS_FAULTS"));

  private FaultLength() {}

  static int of(int shorter, int longer) {
    return LONG ? longer : shorter;
  }
}
