package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.PostgresTables;
import io.lasius.server.PythonConnector;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.fault.FaultConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Airbyte's faker of PyPI, unmodified. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FakerIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String STREAM = "{'name':'%s','syncMode':'%s'}";
  private static final int USERS = 500;

  /** So many that it takes a while between the first state and the last. */
  private static final int MANY_USERS = 10_000;

  private final Path folder;
  private final PostgresTables tables;
  private final ServerUnderTest server;
  private final Operator operator;
  private final String definition;

  FakerIT(@TempDir Path folder) throws Exception {
    this.folder = folder;
    tables = PostgresTables.create(folder);
    server =
        ServerUnderTest.start(
            folder, Map.of("lasius.discover-wait", "60s", "lasius.retry-delay", "10ms"));
    operator = new Operator(server.api());
    definition = PythonConnector.definition(operator, "sources", "source-faker", "host");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void isSyncedFromItsImagesNameAloneAndGoesOnFromItsState() throws Exception {
    var connection =
        operator.connection(
            source(USERS, false),
            operator.destination("{'destinationType':'file','folder':'/local/faker'}"),
            "users");

    var first = sync(connection);
    var second = sync(connection);

    assertVerified(first, USERS);
    assertVerified(second, 0);
    assertThat(ids("local/faker/users.jsonl")).isEqualTo(upTo(USERS));
  }

  /** Its three streams in five modes, by two connections. */
  @Test
  void isSyncedInEveryMode() throws Exception {
    var source = source(USERS, true);
    var destination = tables.destination(operator);
    var one =
        connection(
            source,
            destination,
            "one_",
            STREAM.formatted("users", "incremental_deduped_history"),
            STREAM.formatted("products", "full_refresh_append"),
            STREAM.formatted("purchases", "full_refresh_overwrite"));
    var other =
        connection(
            source,
            destination,
            "other_",
            STREAM.formatted("users", "full_refresh_overwrite_deduped"),
            STREAM.formatted("products", "incremental_append"));
    for (int i = 0; i < 2; i++) {
      var first = operator.start(one);
      var second = operator.start(other);
      var purchases = operator.awaitEnd(first, LIMIT);
      assertVerified(purchases, USERS + 100 + purchases(purchases));
      assertVerified(operator.awaitEnd(second, LIMIT), USERS + 100);
      assertThat(rows("one_purchases")).isEqualTo(List.of(purchases(purchases) + " once"));
    }

    assertThat(rows("one_users")).containsExactly(USERS + " once");
    assertThat(rows("one_products")).containsExactly("100 twice");
    assertThat(rows("other_users")).containsExactly(USERS + " once");
    assertThat(rows("other_products")).containsExactly("100 twice");
  }

  /** It reads all from the start where it is always updated: what it had read comes twice. */
  @Test
  void losesNothingWhenItIsKilled() throws Exception {
    var connection =
        connection(
            source(MANY_USERS, true),
            tables.destination(operator),
            "killed_",
            STREAM.formatted("users", "incremental_deduped_history"));
    var job = operator.start(connection);
    operator.await(job, LIMIT, sync -> sync.committed(0) > 0);
    Docker.ofTests().kill(connection, "source");

    var sync = operator.awaitEnd(job, LIMIT);

    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.attempts()).hasSize(2);
    assertThat(sync.committed(0)).isLessThan(MANY_USERS);
    assertThat(sync.committed(1)).isEqualTo(MANY_USERS);
    assertThat(verdict(sync.last())).as("%s", sync).isEqualTo("verified");
    assertThat(rows("killed_users")).containsExactly(MANY_USERS + " once");
  }

  @Test
  void isSyncedAgainFromTheStateBeforeADestinationCountedTooFew() throws Exception {
    var destination =
        operator.destination(
            FaultConnector.definition(operator, "destinations"),
            "{'folder':'/local/few','fault':{'action':'undercount','point':'before_state','number':2,'attempts':1}}");

    var sync = sync(operator.connection(source(USERS, true), destination, "users"));

    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.attempts()).hasSize(2);
    assertThat(verdict(sync.attempts().getFirst())).isEqualTo("mismatch");
    assertThat(sync.attempts().getFirst().at("/verdict/reasons/0").asText())
        .isEqualTo(
            "the destination counted 99 records of stream users between state 1 and state 2,"
                + " but it was sent 100");
    // Its first state comes a slice late, and counts two.
    assertThat(sync.committed(0)).isEqualTo(200);
    assertThat(verdict(sync.last())).as("%s", sync).isEqualTo("verified");
    assertThat(new TreeSet<>(ids("local/few/users.jsonl"))).containsExactlyElementsOf(upTo(USERS));
  }

  private String source(int users, boolean alwaysUpdated) throws Exception {
    return operator.source(
        definition,
        "{'count':%d,'always_updated':%b,'seed':7,'parallelism':2,'records_per_slice':100}"
            .formatted(users, alwaysUpdated));
  }

  private String connection(String source, String destination, String prefix, String... streams)
      throws Exception {
    return operator.connectionOf(
        source, destination, String.join(",", streams), ",'prefix':'%s'".formatted(prefix));
  }

  private Operator.Sync sync(String connection) throws Exception {
    return operator.awaitEnd(operator.start(connection), LIMIT);
  }

  private static void assertVerified(Operator.Sync sync, long records) {
    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.attempts()).hasSize(1);
    assertThat(sync.emitted()).isEqualTo(records);
    assertThat(sync.committed()).isEqualTo(records);
    assertThat(verdict(sync.last())).as("%s", sync).isEqualTo("verified");
  }

  private static String verdict(JsonNode attempt) {
    return attempt.at("/verdict/kind").asText();
  }

  /** How many there are is for the faker to say. */
  private static long purchases(Operator.Sync sync) {
    return sync.last()
        .path("streams")
        .valueStream()
        .filter(stream -> stream.path("name").asText().equals("purchases"))
        .mapToLong(stream -> stream.path("recordsEmitted").asLong())
        .sum();
  }

  /** How many ids there are, and how often each. */
  private List<String> rows(String table) throws SQLException {
    return tables.query(
        """
        SELECT concat(count(*), CASE times WHEN 1 THEN ' once' WHEN 2 THEN ' twice' ELSE ' more' END)
        FROM (SELECT count(*) AS times FROM %s GROUP BY id) AS ids GROUP BY times\
        """
            .formatted(table));
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  /** Its processes write in turns, so that ids come in any order. */
  private List<Integer> ids(String file) throws IOException {
    try (var lines = Files.lines(folder.resolve(file))) {
      return lines.map(FakerIT::id).sorted().toList();
    }
  }

  private static int id(String line) {
    try {
      return Json.parse(line).path("id").asInt(-1);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
