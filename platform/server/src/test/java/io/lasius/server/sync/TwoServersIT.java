package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Command;
import io.lasius.server.Database;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import io.lasius.server.ShellConnector;
import io.lasius.server.fault.CutConnection;
import io.lasius.server.fault.FaultConnector;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers on one database. The first runs a sync and is lost in one way or another; the second
 * goes on with it, and whatever the first does once it is back, it neither writes nor starts
 * anything.
 */
@Timeout(180)
final class TwoServersIT {
  private static final int RECORDS = 10_000;
  private static final int LAST_STATE = 5_000;

  /** The first attempt hangs after these, with records at the destination that no state covers. */
  private static final int RECORDS_OF_THE_FIRST = 5_050;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String OUTPUT = "numbers";

  /** More heartbeats than a lease has. */
  private static final int HEARTBEATS = 8;

  private final Docker docker = Docker.ofTests();
  private final Path folder;
  private final String database;
  private final Map<String, String> settings;
  private final WritingContainers containers = new WritingContainers();

  TwoServersIT(@TempDir Path folder) throws Exception {
    this.folder = folder;
    var all = new HashMap<String, String>();
    Database.POSTGRES
        .settings(folder)
        .forEach((name, value) ->
            all.put(name.replace('.', '_').toUpperCase(Locale.ROOT), value.toString()));
    database = Objects.requireNonNull(all.get("LASIUS_DATABASE_URL"), "PostgreSQL has an address");
    all.put("LASIUS_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    all.put("LASIUS_LOCAL", Files.createDirectories(folder.resolve("local")).toString());
    all.put("LASIUS_LEASE", "6s");
    all.put("LASIUS_HEARTBEAT", "1s");
    all.put("LASIUS_DISCOVER_WAIT", "60s");
    settings = Map.copyOf(all);
  }

  @AfterEach
  void stop() {
    containers.close();
  }

  @Test
  void goesOnWithTheSyncOfAKilledServerThoughItsOwnClockIsAnHourAhead() throws Exception {
    try (var first = start("first", Map.of())) {
      var sync = new Hanging(first);
      try (var second = start("second", clockAnHourAhead())) {
        sync.staysWhereItIs(second);
        var asked = askForEver(first);
        sync.awaitOn(second, this::hasContainerForEver);
        first.kill();
        asked.join();

        var ended = sync.goesOn(second);

        var began = Instant.parse(ended.attempts().getLast().path("startTime").asText());
        assertThat(began).isBetween(Instant.now().minus(LIMIT), Instant.now());
        sync.awaitOn(second, () -> !hasContainerForEver());
        sync.isWrittenByOneAfterTheOther();
      }
    }
  }

  @Test
  void takesNothingFromAServerThatWasStoppedForLongerThanItsLease() throws Exception {
    try (var first = start("first", Map.of())) {
      var sync = new Hanging(first);
      try (var second = start("second", Map.of())) {
        signal(first, "STOP");
        var ended = sync.goesOn(second);

        signal(first, "CONT");

        sync.awaitOn(second, () -> first.errors().contains("its job belongs to another server"));
        assertThat(new Operator(first.api()).look(sync.job)).isEqualTo(ended);
        sync.isWrittenByOneAfterTheOther();
      }
    }
  }

  @Test
  void endsItsContainersBeforeItsLeaseEndsWhereTheDatabaseIsCutOff() throws Exception {
    var port = URI.create(database.substring("jdbc:".length())).getPort();
    try (var way = new CutConnection(port);
        var first =
            start(
                "first",
                Map.of("LASIUS_DATABASE_URL", database.replace(":" + port, ":" + way.port())))) {
      var sync = new Hanging(first);
      try (var second = start("second", Map.of())) {
        way.cut();
        sync.awaitOn(second, () -> first.errors().contains("its lease cannot be renewed"));
        sync.awaitOn(second, () -> sync.containers().isEmpty());
        assertThat(new Operator(second.api()).look(sync.job).attempts()).hasSize(1);
        var ended = sync.goesOn(second);

        way.mend();

        assertThat(new Operator(first.api()).look(sync.job)).isEqualTo(ended);
        sync.isWrittenByOneAfterTheOther();
      }
    }
  }

  private ServerProcess start(String name, Map<String, String> more)
      throws IOException, InterruptedException {
    var all = new HashMap<>(settings);
    all.putAll(more);
    return ServerProcess.start(folder.resolve(name), all);
  }

  /** Debian's libfaketime, which leaves alone what the JVM waits by. */
  private static Map<String, String> clockAnHourAhead() throws IOException {
    try (var libraries = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu")) {
      for (var folder : libraries) {
        var library = folder.resolve("faketime/libfaketimeMT.so.1");
        if (Files.exists(library)) {
          return Map.of(
              "LD_PRELOAD", library.toString(),
              "FAKETIME", "+1h",
              "FAKETIME_DONT_FAKE_MONOTONIC", "1",
              "FAKETIME_FORCE_MONOTONIC_FIX", "0");
        }
      }
    }
    throw new AssertionError("Debian's faketime is not installed; ./lasius test does it");
  }

  private static void signal(ServerProcess server, String signal)
      throws IOException, InterruptedException {
    var result = Command.of("kill").with("-s", signal, Long.toString(server.pid())).run(LIMIT);
    assertThat(result.status()).as(result.output()).isZero();
  }

  /** Somebody asks for the specification of a connector that never gives one. */
  private static Thread askForEver(ServerProcess server) throws Exception {
    ShellConnector.make("source-for-ever", "sleep 600");
    var operator = new Operator(server.api());
    var path = "/workspaces/%s/definitions/sources".formatted(operator.workspace());
    return Thread.ofVirtual()
        .start(() -> {
          try {
            server
                .api()
                .post(
                    path,
                    "{'name':'x','dockerRepository':'lasius/source-for-ever','dockerImageTag':'dev'}");
          } catch (IOException e) {
            // It is to be killed before it answers.
            return;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private boolean hasContainerForEver() {
    try {
      return !docker
          .lines("ps", "--all", "--quiet", "--filter", "ancestor=lasius/source-for-ever:dev")
          .isEmpty();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A sync whose first attempt hangs on the server that began it. */
  private final class Hanging {
    private final String connection;
    private final long job;

    Hanging(ServerProcess server) throws IOException, InterruptedException {
      var operator = new Operator(server.api());
      var source =
          operator.source(
              FaultConnector.definition(operator, "sources"),
              """
              {'records':%d,'records_per_state':100,
               'fault':{'action':'hang','point':'run_record','number':%d,'attempts':1}}\
              """
                  .formatted(RECORDS, RECORDS_OF_THE_FIRST));
      connection =
          operator.connection(
              source, FaultConnector.destination(operator, OUTPUT), FaultConnector.STREAM);
      job = operator.start(connection);
      var _ = operator.await(job, LIMIT, sync -> sync.committed() == LAST_STATE);
    }

    /** Waits until something is so, asking a server meanwhile, which answers all the time. */
    void awaitOn(ServerProcess server, BooleanSupplier wanted)
        throws IOException, InterruptedException {
      var _ = new Operator(server.api()).await(job, LIMIT, _ -> wanted.getAsBoolean());
    }

    /** A lease that is renewed is no other server's to take, whatever time that takes it to be. */
    void staysWhereItIs(ServerProcess server) throws IOException, InterruptedException {
      var leases = new HashSet<String>();
      awaitOn(server, () -> leases.add(lease()) && leases.size() > HEARTBEATS);
      assertThat(new Operator(server.api()).look(job).attempts()).hasSize(1);
    }

    private String lease() {
      try (var connected = DriverManager.getConnection(database, "postgres", "");
          var statement = connected.createStatement();
          var row = statement.executeQuery("SELECT lease_until FROM job WHERE id = " + job)) {
        assertThat(row.next()).isTrue();
        return row.getString(1);
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }

    Operator.Sync goesOn(ServerProcess server) throws IOException, InterruptedException {
      var ended = new Operator(server.api()).awaitEnd(job, LIMIT);
      assertThat(ended.status()).as("%s", ended).isEqualTo("succeeded");
      assertThat(ended.attempts()).hasSize(2);
      assertThat(ended.committed(0)).isEqualTo(LAST_STATE);
      assertThat(ended.committed()).isEqualTo(RECORDS);
      return ended;
    }

    List<String> containers() {
      try {
        return docker.containers(connection);
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void isWrittenByOneAfterTheOther() throws IOException, InterruptedException {
      assertThat(containers()).isEmpty();
      assertThat(TwoServersIT.this.containers.neverTwoAtOnce(connection)).isEqualTo(2);
      var written = FaultConnector.written(folder, OUTPUT);
      int ofTheFirst = written.size() - (RECORDS - LAST_STATE);
      assertThat(ofTheFirst).isBetween(LAST_STATE, RECORDS_OF_THE_FIRST);
      var expected =
          LongStream.rangeClosed(1, ofTheFirst)
              .boxed()
              .collect(Collectors.toCollection(ArrayList::new));
      LongStream.rangeClosed(LAST_STATE + 1L, RECORDS).forEach(expected::add);
      assertThat(written).isEqualTo(expected);
    }
  }
}
