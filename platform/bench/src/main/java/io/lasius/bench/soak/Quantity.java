package io.lasius.bench.soak;

/** What is measured, and how it is judged between two moments when no sync runs. */
enum Quantity {
  THREADS("server: threads", "", Rule.GROWTH, 8),
  VIRTUAL_THREADS("server: virtual threads", "", Rule.GROWTH, 8),
  DESCRIPTORS("server: file descriptors", "", Rule.GROWTH, 40),
  SOCKETS("    of sockets", "", Rule.NONE, 0),
  PIPES("    of pipes", "", Rule.NONE, 0),
  OPEN_FILES("    of files", "", Rule.NONE, 0),
  HEAP("server: heap after a collection", "MiB", Rule.GROWTH, 16),
  OUTSIDE_HEAP("server: memory outside the heap", "MiB", Rule.GROWTH, 64),
  RESIDENT("server: resident memory (RSS)", "MiB", Rule.NONE, 0),
  MOST_RESIDENT("server: most resident memory", "MiB", Rule.LIMIT, 512),
  TEMPORARY_FILES("server: temporary files", "", Rule.GROWTH, 0),
  CONTAINERS("engine: containers", "", Rule.NOTHING_LEFT, 0),
  VOLUMES("engine: volumes", "", Rule.NOTHING_LEFT, 0),
  ENGINE_THREADS("engine: threads of dockerd", "", Rule.NONE, 0),
  ENGINE_DESCRIPTORS("engine: file descriptors of dockerd", "", Rule.NONE, 0),
  ENGINE_RESIDENT("engine: resident memory of dockerd", "MiB", Rule.NONE, 0),
  DATABASE("data: database", "MiB", Rule.BY_DESIGN, 0),
  LOGS("data: logs", "MiB", Rule.BY_DESIGN, 0),
  LOCAL("data: files of destinations", "MiB", Rule.BY_DESIGN, 0),
  FILES("data: number of files", "", Rule.BY_DESIGN, 0);

  /** How a quantity is judged. */
  enum Rule {
    /** It is shown alone: it is a part of another, or others share in it. */
    NONE,
    /** It grows with each sync, and is shown by the hour. */
    BY_DESIGN,
    /** It may be more at the end by what is allowed. */
    GROWTH,
    /** It may be what is allowed at the end, whatever it was before. */
    LIMIT,
    /** It is zero at the end, whatever it was before. */
    NOTHING_LEFT
  }

  final String title;
  final String unit;
  final Rule rule;

  /**
   * Threads and connections of pools that come and go with the load; for the heap, caches that were
   * not full yet; outside it, code that was compiled since, and what its compilers keep; in all,
   * what the README promises.
   */
  final double allowed;

  Quantity(String title, String unit, Rule rule, double allowed) {
    this.title = title;
    this.unit = unit;
    this.rule = rule;
    this.allowed = allowed;
  }
}
