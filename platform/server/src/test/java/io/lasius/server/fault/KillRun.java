package io.lasius.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A sync of numbered records, and who is killed in its first attempt, and when.
 *
 * @param sourceFault more settings of the source
 * @param destinationFault more settings of the destination
 * @param bytes of the destination's file, at which somebody from outside is to kill
 */
record KillRun(int seed, Victim victim, String sourceFault, String destinationFault, long bytes) {
  static final long RECORDS = 6_000;

  /** A run that is killed from outside waits for that, behind these. */
  private static final int HANGS_AT = 5_051;

  /** What the source writes is about 1.16 MB, and what the destination returns 14 kB. */
  private static final int SOURCE_BYTES = 1_100_000;

  private static final int DESTINATION_BYTES = 12_000;

  /** A line of the file has at least so many. */
  private static final int LINE_BYTES = 120;

  private static final String SETTINGS = "'records':6000,'records_per_state':100,'filling':100";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofNanos(500_000);

  /** Of 25 runs one kills the engine and five the server; both take long to start again. */
  private static final int CYCLE = 25;

  private static final int SERVER_KILLS = 5;

  /** Who is killed. */
  enum Victim {
    SOURCE,
    DESTINATION,
    SERVER,
    ENGINE
  }

  static KillRun of(int seed) {
    var random = new Random(seed);
    int place = seed % CYCLE;
    if (place == 0) {
      return fromOutside(seed, Victim.ENGINE, random);
    }
    if (place <= SERVER_KILLS) {
      return fromOutside(seed, Victim.SERVER, random);
    }
    if (place % 2 == 0) {
      var fault = killed("byte", 1 + random.nextInt(SOURCE_BYTES));
      return new KillRun(seed, Victim.SOURCE, fault, "", 0);
    }
    var fault =
        random.nextBoolean()
            ? killed("byte", 1 + random.nextInt(DESTINATION_BYTES))
            : killed("record", 1 + random.nextInt((int) RECORDS));
    return new KillRun(seed, Victim.DESTINATION, "", fault, 0);
  }

  private static KillRun fromOutside(int seed, Victim victim, Random random) {
    return new KillRun(seed, victim, "", "", random.nextInt(HANGS_AT * LINE_BYTES));
  }

  private static String killed(String point, int number) {
    return ",'fault':{'action':'exit','point':'%s','number':%d,'exit_status':137,'attempts':1}"
        .formatted(point, number);
  }

  /** Starts it, and gives its job. */
  long start(Operator operator, Connectors connectors) throws IOException, InterruptedException {
    var source =
        switch (victim) {
          case SOURCE -> connectors.source(operator, sourceFault);
          case DESTINATION -> connectors.healthy();
          case SERVER, ENGINE -> connectors.hanging();
        };
    var destination =
        operator.destination(
            connectors.destinations(),
            "{'folder':'/local/%s'%s}".formatted(folder(), destinationFault));
    return operator.start(operator.connection(source, destination, FaultConnector.STREAM));
  }

  /** Waits until it is time to kill from outside. */
  void awaitMoment(Path data) throws IOException {
    var file = FaultConnector.output(data, folder());
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(file) || Files.size(file) < bytes) {
      assertThat(System.nanoTime()).as("%s after so long", this).isLessThan(deadline);
      // A file tells nobody that it grows.
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /** Waits for its end; fails where a record is missing, or there twice without need. */
  Result end(Operator operator, long job, Path data) throws IOException, InterruptedException {
    var sync = operator.awaitEnd(job, LIMIT);
    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.attempts()).as("%s", sync).hasSizeGreaterThan(1);
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

  private String folder() {
    return "run-" + seed;
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
   * @param healthy a source that does as it should
   * @param hanging one that hangs in each first attempt, with records behind its last state
   */
  record Connectors(String sources, String destinations, String healthy, String hanging) {
    /** A network of its own costs an engine a third of what it takes to start a container. */
    private static final String NETWORK = "host";

    private static final String HANGS =
        ",'fault':{'action':'hang','point':'run_record','number':%d,'attempts':1}"
            .formatted(HANGS_AT);

    static Connectors of(Operator operator) throws IOException, InterruptedException {
      var sources = FaultConnector.definition(operator, "sources", NETWORK);
      return new Connectors(
          sources,
          FaultConnector.definition(operator, "destinations", NETWORK),
          source(operator, sources, ""),
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
