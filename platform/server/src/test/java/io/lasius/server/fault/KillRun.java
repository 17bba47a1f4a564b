package io.lasius.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sync of numbered records, and who is killed in it, and when: the server or the engine in the
 * first attempt, or source and destination in turn, one in each attempt.
 *
 * @param kills one for each attempt but the last
 */
record KillRun(List<Kill> kills) {
  /** A run of connectors that are killed has so many kills, each in a share of its records. */
  private static final int KILLS = 5;

  private static final int SHARE = 3_000;
  static final long RECORDS = (long) KILLS * SHARE;

  /** A run that is killed from outside waits for that, behind these. */
  private static final int HANGS_AT = 5_051;

  /** What the source writes of a share is about 580 kB, and what the destination returns 7 kB. */
  private static final int SOURCE_BYTES = 550_000;

  private static final int DESTINATION_BYTES = 6_000;

  /** A line of the file has at least so many. */
  private static final int LINE_BYTES = 120;

  private static final String SETTINGS =
      "'records':%d,'records_per_state':100,'filling':100".formatted(RECORDS);
  private static final Duration LOOK_EVERY = Duration.ofNanos(500_000);

  /** Who is killed. */
  enum Victim {
    SOURCE,
    DESTINATION,
    SERVER,
    ENGINE;

    /** Whether its end is everybody's, and so nobody else may use it meanwhile. */
    boolean isShared() {
      return this == SERVER || this == ENGINE;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One of them.
   *
   * @param moment how far its attempt has come then, from 0 to 1
   */
  record Kill(int seed, Victim victim, double moment) {
    /** Of 25 kills one is of the engine and five of the server; both take long to start again. */
    private static final int CYCLE = 25;

    private static final int SERVER_KILLS = 5;

    static Kill of(int seed) {
      return new Kill(seed, victim(seed % CYCLE), randomOf(seed).nextDouble());
    }

    private static Victim victim(int place) {
      if (place == 0) {
        return Victim.ENGINE;
      }
      if (place <= SERVER_KILLS) {
        return Victim.SERVER;
      }
      return place % 2 == 0 ? Victim.SOURCE : Victim.DESTINATION;
    }

    /** Kills of one number are of one run, if their victims are not shared. */
    private int run() {
      return victim.isShared() ? seed : (seed - 1) / KILLS * KILLS + 1;
    }

    private long number(int most) {
      return 1 + (long) (moment * most);
    }
  }

  /**
   * The runs that these seeds stand for; those of five in a row, 6 to 10 and so on, go together.
   */
  static List<KillRun> of(IntStream seeds) {
    return seeds
        .mapToObj(Kill::of)
        .collect(Collectors.groupingBy(Kill::run, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(KillRun::new)
        .toList();
  }

  /**
   * One whose first number depends on all of a small seed, as that of a {@code Random} does not.
   */
  private static SplittableRandom randomOf(int seed) {
    return new SplittableRandom(seed);
  }

  /** Of a run of several, no victim is shared. */
  Victim victim() {
    return kills.getFirst().victim();
  }

  /** A minute for each attempt. */
  private Duration limit() {
    return Duration.ofMinutes(1L + kills.size());
  }

  private int seed() {
    return kills.getFirst().seed();
  }

  private String folder() {
    return "run-" + seed();
  }

  /** Starts it, and gives its job. */
  long start(Operator operator, Connectors connectors) throws IOException, InterruptedException {
    var shared = victim().isShared();
    var source =
        shared
            ? connectors.hanging()
            : connectors.source(operator, fault(Victim.SOURCE, "byte", SOURCE_BYTES));
    var destination =
        operator.destination(
            connectors.destinations(),
            "{'folder':'/local/%s'%s}".formatted(folder(), shared ? "" : destinationFault()));
    return operator.start(operator.connection(source, destination, FaultConnector.STREAM));
  }

  private String destinationFault() {
    return randomOf(seed()).nextBoolean()
        ? fault(Victim.DESTINATION, "byte", DESTINATION_BYTES)
        : fault(Victim.DESTINATION, "run_record", SHARE);
  }

  /** That it is killed in those attempts whose turn it is. */
  private String fault(Victim killed, String point, int most) {
    var numbers =
        kills.stream()
            .map(kill -> kill.victim() == killed ? kill.number(most) : 0)
            .map(Object::toString)
            .collect(Collectors.joining(","));
    return ",'fault':{'action':'exit','point':'%s','exit_status':137,'numbers':[%s]}"
        .formatted(point, numbers);
  }

  /** Waits until it is time to kill from outside. */
  void awaitMoment(Path data) throws IOException {
    var file = FaultConnector.output(data, folder());
    long bytes = kills.getFirst().number((HANGS_AT - 1) * LINE_BYTES);
    var deadline = System.nanoTime() + limit().toNanos();
    while (!Files.exists(file) || Files.size(file) < bytes) {
      assertThat(System.nanoTime()).as("%s after so long", this).isLessThan(deadline);
      // A file tells nobody that it grows.
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /** Waits for its end; fails where a record is missing, or there twice without need. */
  Result end(Operator operator, long job, Path data) throws IOException, InterruptedException {
    var sync = operator.awaitEnd(job, limit());
    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    if (victim().isShared()) {
      assertThat(sync.attempts()).as("%s", sync).hasSizeGreaterThan(1);
    } else {
      assertKilledInTurn(sync);
    }
    assertThat(sync.committed()).isEqualTo(RECORDS);
    var resumed = new HashSet<>(Set.of(0L));
    long committed = 0;
    for (int attempt = 0; attempt < sync.attempts().size(); attempt++) {
      committed += sync.committed(attempt);
      resumed.add(committed);
    }
    var written = FaultConnector.written(data, folder());
    Numbers.assertResumed(written, resumed, RECORDS);
    Files.delete(FaultConnector.output(data, folder()));
    return new Result(sync.attempts().size(), written.size() - RECORDS);
  }

  private void assertKilledInTurn(Operator.Sync sync) {
    assertThat(sync.attempts()).as("%s", sync).hasSize(kills.size() + 1);
    for (int attempt = 0; attempt < kills.size(); attempt++) {
      var failures = sync.attempts().get(attempt).path("failures");
      assertThat(failures.findValuesAsText("origin"))
          .as("%s", failures)
          .contains(kills.get(attempt).victim().label());
      assertThat(failures.findValuesAsText("message")).anyMatch(message -> message.contains("137"));
    }
  }

  /**
   * What became of it.
   *
   * @param twice records that were written once more, all of them behind the last committed state
   */
  record Result(int attempts, long twice) {}

  /**
   * What all runs share.
   *
   * @param hanging a source that hangs in each first attempt, with records behind its last state
   */
  record Connectors(String sources, String destinations, String hanging) {
    private static final String HANGS =
        ",'fault':{'action':'hang','point':'run_record','number':%d,'attempts':1}"
            .formatted(HANGS_AT);

    static Connectors of(Operator operator) throws IOException, InterruptedException {
      var sources = FaultConnector.definition(operator, "sources");
      return new Connectors(
          sources,
          FaultConnector.definition(operator, "destinations"),
          source(operator, sources, HANGS));
    }

    String source(Operator operator, String fault) throws IOException, InterruptedException {
      return source(operator, sources, fault);
    }

    private static String source(Operator operator, String definition, String fault)
        throws IOException, InterruptedException {
      return operator.source(definition, "{%s%s}".formatted(SETTINGS, fault));
    }
  }
}
