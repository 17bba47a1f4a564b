package io.lasius.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Database;
import io.lasius.server.Debugger;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import io.lasius.server.state.ConnectionStateStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is gone for ten seconds, and then there again, in the middle of a sync. */
@Timeout(180)
final class DatabaseLossIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration GONE_FOR = Duration.ofSeconds(10);
  private static final int RECORDS = 150_000;
  private static final String OUTPUT = "numbers";

  /** Between the statements of a commit that is not the first, and many are to come. */
  private static final Debugger.Place IN_A_COMMIT =
      new Debugger.Place(ConnectionStateStore.class.getName(), "put", Debugger.Side.EXIT);

  private static final int COMMIT = 3;

  private final Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private final String address;
  private final CutConnection way;

  DatabaseLossIT(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Database.POSTGRES
        .settings(folder)
        .forEach((name, value) ->
            settings.put(name.replace('.', '_').toUpperCase(Locale.ROOT), value.toString()));
    address =
        Objects.requireNonNull(settings.get("LASIUS_DATABASE_URL"), "PostgreSQL has an address");
    var port = URI.create(address.substring("jdbc:".length())).getPort();
    way = new CutConnection(port);
    settings.put("LASIUS_DATABASE_URL", address.replace(":" + port, ":" + way.port()));
    settings.put("LASIUS_DISCOVER_WAIT", "60s");
  }

  @AfterEach
  void end() throws IOException {
    way.close();
  }

  @Test
  void waitsForADatabaseThatDoesNotAnswer() throws Exception {
    try (var server = ServerProcess.start(folder, settings)) {
      var operator = new Operator(server.api());
      var job = operator.start(connection(operator));
      var before = operator.await(job, LIMIT, sync -> sync.committed() > 0);
      assertThat(before.committed()).as("the sync is under way").isLessThan(RECORDS);
      var began = System.nanoTime();

      try (var followed = new StatusEvents(server.api(), job)) {
        way.cut();
        followed.await("{\"on\":\"store\"");
        assertSaysThatItsDatabaseIsGone(server);
        pass(GONE_FOR);
      }
      way.mend();
      var sync = operator.awaitEnd(job, LIMIT);
      tell("database does not answer for 10 s", sync, began);

      assertWhole(sync);
      ServerWatch.assertSmall(server);
    }
  }

  private static void assertSaysThatItsDatabaseIsGone(ServerProcess server) throws Exception {
    var health = server.api().get("/health");
    assertThat(health.status()).as(health.body()).isEqualTo(503);
    assertThat(health.json().path("database").asText()).isNotEmpty().isNotEqualTo("ok");
    assertThat(health.json().path("engine").asText()).isEqualTo("ok");
  }

  @Test
  void goesOnAfterADatabaseThatWasLostInACommit() throws Exception {
    try (var debugger = new Debugger()) {
      settings.put("JAVA_TOOL_OPTIONS", debugger.option());
      try (var server = ServerProcess.start(folder, settings)) {
        var operator = new Operator(server.api());
        var job = operator.start(connection(operator));
        var began = System.nanoTime();

        debugger.stopAt(IN_A_COMMIT, COMMIT);
        way.lose();
        debugger.goOn();
        pass(GONE_FOR);
        way.mend();
        var sync = operator.awaitEnd(job, LIMIT);
        tell("database lost in a commit, for 10 s", sync, began);

        assertThat(sync.attempts()).as("%s", sync).hasSize(2);
        assertWhole(sync);
        ServerWatch.assertSmall(server);
      }
    }
  }

  /** What the first server's session has locked is let go, though nobody tells the database. */
  @Test
  void anotherServerGoesOnWhereTheFirstIsCutOffInACommit() throws Exception {
    settings.put("LASIUS_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    settings.put("LASIUS_LOCAL", Files.createDirectories(folder.resolve("local")).toString());
    settings.put("LASIUS_LEASE", "6s");
    settings.put("LASIUS_HEARTBEAT", "1s");
    var ofSecond = new HashMap<>(settings);
    ofSecond.put("LASIUS_DATABASE_URL", address);
    try (var debugger = new Debugger()) {
      settings.put("JAVA_TOOL_OPTIONS", debugger.option());
      try (var first = ServerProcess.start(folder.resolve("first"), settings);
          var second = ServerProcess.start(folder.resolve("second"), ofSecond)) {
        var operator = new Operator(first.api());
        var job = operator.start(connection(operator));
        var began = System.nanoTime();

        debugger.stopAt(IN_A_COMMIT, COMMIT);
        way.cut();
        debugger.goOn();
        var sync = new Operator(second.api()).awaitEnd(job, LIMIT);
        tell("server cut off from its database in a commit", sync, began);

        assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
        assertThat(sync.attempts()).as("%s", sync).hasSize(2);
        assertNothingIsLost(sync);
        ServerWatch.assertSmall(first);
        ServerWatch.assertSmall(second);
      }
    }
  }

  private static String connection(Operator operator) throws IOException, InterruptedException {
    var source =
        operator.source(
            FaultConnector.definition(operator, "sources"),
            "{'records':%d,'records_per_state':100,'filling':100}".formatted(RECORDS));
    return operator.connection(
        source, FaultConnector.destination(operator, OUTPUT), FaultConnector.STREAM);
  }

  /** The fault itself is a time. */
  private static void pass(Duration time) throws Exception {
    Executor later = CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(() -> {}, later).get();
  }

  /** Of an attempt that a commit failed, the outcome is known as soon as the database is back. */
  private void assertWhole(Operator.Sync sync) throws IOException {
    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.attempts()).as("%s", sync).hasSizeLessThanOrEqualTo(2);
    for (var failed : sync.attempts().subList(0, sync.attempts().size() - 1)) {
      assertThat(failed.path("failures").path(0).path("origin").asText()).isEqualTo("persistence");
    }
    assertNothingIsLost(sync);
  }

  private void assertNothingIsLost(Operator.Sync sync) throws IOException {
    assertThat(sync.committed()).isEqualTo(RECORDS);
    Numbers.assertResumed(
        FaultConnector.written(folder, OUTPUT),
        new HashSet<>(List.of(0L, sync.committed(0))),
        RECORDS);
  }

  private static void tell(String name, Operator.Sync sync, long began) throws IOException {
    try (var table = new FaultTable(name)) {
      table.add(
          name,
          "%s in %d attempts, the first of which committed %d of %d records"
              .formatted(sync.status(), sync.attempts().size(), sync.committed(0), RECORDS),
          Duration.ofNanos(System.nanoTime() - began));
    }
  }
}
