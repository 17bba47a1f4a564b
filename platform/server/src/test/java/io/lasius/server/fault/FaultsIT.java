package io.lasius.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connectors that do what they should not, several at a time on one server: each sync brings all
 * its records in the end, or says why not.
 */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsIT {
  private static final int AT_ONCE = 4;
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int LOG_BYTES = 1_000_000;

  /** What the platform itself says is kept besides. */
  private static final int LOG_MARGIN = 64 << 10;

  private final Docker docker = Docker.ofTests();
  private final FaultTable table = new FaultTable("connectors");
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final Map<FaultCase, Future<Run>> runs = new HashMap<>();
  private final Path folder;
  private final ServerProcess server;
  private final ServerWatch watch;
  private final Operator operator;
  private final Definitions sharing;
  private final Definitions apart;

  /**
   * Connectors in one kind of network: that of the engine, which is quickly joined, or none, so
   * that the engine can tell what is sent.
   */
  private record Definitions(String sources, String destinations) {
    static Definitions in(String network, Operator operator)
        throws IOException, InterruptedException {
      return new Definitions(
          FaultConnector.definition(operator, "sources", network),
          FaultConnector.definition(operator, "destinations", network));
    }
  }

  /** A sync that was run to its end, and how long that took. */
  private record Run(String connection, Operator.Sync sync, Duration took) {}

  FaultsIT(@TempDir Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    server =
        ServerProcess.start(
            folder,
            Map.of(
                "LASIUS_IDLE_LIMIT", "6s",
                "LASIUS_CANCEL_LIMIT", "3s",
                "LASIUS_DISCOVER_WAIT", "60s",
                "LASIUS_ATTEMPT_LOG_BYTES", Integer.toString(LOG_BYTES),
                "LASIUS_MAX_RUNNING_JOBS", Integer.toString(AT_ONCE)));
    watch = new ServerWatch(server);
    operator = new Operator(server.api());
    sharing = Definitions.in("host", operator);
    apart = Definitions.in("none", operator);
  }

  static List<FaultCase> cases() {
    return FaultCases.all();
  }

  @BeforeAll
  void startAll() {
    for (var fault : cases()) {
      runs.put(fault, threads.submit(() -> run(fault)));
    }
  }

  @AfterAll
  void end() throws Exception {
    threads.shutdownNow();
    try {
      watch.end();
      table.add("all of these", watch.sentence(), Duration.ZERO);
      table.close();
      watch.assertHealthy();
    } finally {
      server.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void bringsEachRecordOrSaysWhyNot(FaultCase fault) throws Exception {
    var run = runOf(fault);
    var sync = run.sync();
    table.add(fault.name(), outcome(sync), run.took());

    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.attempts()).as("%s", sync).hasSize(fault.attempts());
    if (!fault.failure().isEmpty()) {
      assertThat(message(sync.attempts().getFirst())).contains(fault.failure());
    }
    if (fault.committed() >= 0) {
      assertThat(sync.committed(0)).as("%s", sync).isEqualTo(fault.committed());
    }
    assertVerdict(sync.last().path("verdict"), fault.doubt());
    Numbers.assertWhole(written(fault), sync.committed(0), FaultCases.RECORDS);
    assertThat(Files.readString(output(fault))).contains(fault.arrives());
    assertThat(docker.containers(run.connection())).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("io.lasius.server.fault.FaultCases#CHATTERS")
  void keepsTheBeginningAndTheEndOfALogThatGrowsTooLong(FaultCase chatter) throws Exception {
    var job = runOf(chatter).sync().number();

    var log = server.api().get("/jobs/%d/attempts/0/logs".formatted(job)).body();

    var lines = log.lines().toList();
    var gap =
        lines.indexOf(
            lines.stream()
                .filter(line -> line.contains("may be %d bytes long".formatted(LOG_BYTES)))
                .findFirst()
                .orElseThrow());
    assertThat(lines.subList(0, gap)).anyMatch(FaultsIT::isChatter);
    assertThat(lines.subList(gap, lines.size())).anyMatch(FaultsIT::isChatter);
    assertThat(lines.getLast()).contains("the attempt ended: succeeded");
    assertThat(log.length()).isLessThan(LOG_BYTES + LOG_MARGIN);
    assertThat(onDisk(job)).isPositive().isLessThan(LOG_BYTES + LOG_MARGIN);
  }

  private static boolean isChatter(String line) {
    return line.contains("xxxxxxxx");
  }

  /** Bytes of a job's logs; a file that is just being replaced by its compressed form has none. */
  private long onDisk(long job) throws IOException {
    try (var files = Files.list(folder.resolve("logs").resolve(Long.toString(job)))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** It is believed, and the doubt is told; the next sync begins behind the last state. */
  @ParameterizedTest(name = "{0}")
  @FieldSource("io.lasius.server.fault.FaultCases#EARLY_ENDS")
  void doubtsASourceThatEndsWellTooEarly(FaultCase early) throws Exception {
    var connection = connection(early);
    var began = System.nanoTime();
    var first = operator.sync(connection);
    table.add(early.name(), outcome(first), since(began));

    assertThat(first.status()).as("%s", first).isEqualTo("succeeded");
    assertThat(first.committed()).isEqualTo(2_000);
    assertVerdict(first.last().path("verdict"), early.doubt());
    var second = operator.sync(connection);

    assertThat(second.status()).as("%s", second).isEqualTo("succeeded");
    assertThat(second.emitted()).isEqualTo(249);
    assertThat(written(early)).hasSize(2_249 + 249);
  }

  /** Its counts would prove a loss, so nothing of it is believed. */
  @Test
  void commitsNothingThatADestinationReturnsOutOfOrder() throws Exception {
    var reversed = FaultCase.ofStates("destination returns states out of order", "reversed");
    var connection = connection(reversed);
    var began = System.nanoTime();
    var sync = operator.awaitEnd(operator.start(connection), LIMIT);
    table.add(reversed.name(), outcome(sync), since(began));

    assertThat(sync.status()).isEqualTo("failed");
    assertThat(sync.attempts()).hasSize(5);
    assertThat(sync.committed()).isZero();
    assertThat(message(sync.last())).contains("the destination counted 500 records");
  }

  @Test
  void cancelsWhatIgnoresSigterm() throws Exception {
    var deaf = FaultCases.DEAF;
    var connection = connection(deaf);
    var job = operator.start(connection);
    operator.await(job, LIMIT, sync -> sync.committed() == deaf.committed());
    var began = System.nanoTime();

    assertThat(server.api().call("DELETE", "/jobs/" + job, null).status()).isEqualTo(200);
    var sync = operator.awaitEnd(job, LIMIT);
    table.add(deaf.name(), outcome(sync), since(began));

    assertThat(sync.status()).isEqualTo("cancelled");
    assertThat(sync.committed()).isEqualTo(deaf.committed());
    assertThat(docker.containers(connection)).isEmpty();
  }

  @Test
  void tellsThatADestinationTakesNothing() throws Exception {
    var began = System.nanoTime();
    var job = operator.start(connection(FaultCases.NOT_READING));
    operator.await(job, LIMIT, sync -> !sync.attempts().isEmpty());

    var status =
        operator.await(
            "/jobs/%d/attempts/0/status".formatted(job),
            LIMIT,
            found ->
                found.at("/waits/0/on").asText().equals("destination_input")
                    && found.at("/source/records").asLong() > FaultCases.FATAL);

    assertThat(status.at("/waits/0/seconds").asDouble()).isPositive();
    assertThat(status.at("/destination/records").asLong()).isPositive();
    server.api().call("DELETE", "/jobs/" + job, null);
    var sync = operator.awaitEnd(job, LIMIT);
    table.add(FaultCases.NOT_READING.name(), outcome(sync), since(began));
    assertThat(sync.status()).as("%s", sync).isEqualTo("cancelled");
  }

  private Run runOf(FaultCase fault) throws Exception {
    return Objects.requireNonNull(runs.get(fault), "each case is run").get();
  }

  private Run run(FaultCase fault) throws IOException, InterruptedException {
    var connection = connection(fault);
    var began = System.nanoTime();
    var sync = operator.awaitEnd(operator.start(connection), LIMIT);
    return new Run(connection, sync, since(began));
  }

  private String connection(FaultCase fault) throws IOException, InterruptedException {
    var definitions = FaultCases.isSilence(fault) ? apart : sharing;
    var source =
        operator.source(
            definitions.sources(), "{%s%s}".formatted(FaultCases.SETTINGS, fault.source()));
    var destination =
        operator.destination(
            definitions.destinations(),
            "{'folder':'/local/%s'%s}".formatted(directory(fault), fault.destination()));
    return operator.connection(source, destination, FaultConnector.STREAM);
  }

  private List<Long> written(FaultCase fault) throws IOException {
    return FaultConnector.written(folder, directory(fault));
  }

  private Path output(FaultCase fault) {
    return FaultConnector.output(folder, directory(fault));
  }

  private static String directory(FaultCase fault) {
    return fault.name().replaceAll("[^a-zA-Z0-9]+", "-");
  }

  private static void assertVerdict(JsonNode verdict, String doubt) {
    if (doubt.isEmpty()) {
      assertThat(verdict.path("kind").asText()).as("%s", verdict).isEqualTo("verified");
    } else {
      assertThat(verdict.path("reasons").toString()).contains(doubt);
    }
  }

  private static String outcome(Operator.Sync sync) {
    var first = sync.attempts().getFirst();
    var failure = message(first);
    return "%s%s after %d of %d records, verdict %s"
        .formatted(
            failure.isEmpty() ? "" : "fails (%s) ".formatted(failure.split("[;:,]", 2)[0]),
            sync.status(),
            sync.committed(0),
            FaultCases.RECORDS,
            sync.last().path("verdict").path("kind").asText("none"));
  }

  private static String message(JsonNode attempt) {
    return attempt.path("failures").path(0).path("message").asText();
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
