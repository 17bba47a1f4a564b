package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Database;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.ShellConnector;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries count what connectors that do not count have moved, into tables of a real database. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CountQueryIT {
  /** Three records, which no state counts; asked for a count, it takes its query for the number. */
  private static final String SOURCE =
      """
      case $1 in
      spec) echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object"}}}' ;;
      discover)
        echo '{"type":"CATALOG","catalog":{"streams":[{"name":"people","json_schema":
          {"type":"object","properties":{"id":{"type":"integer"}}},
          "supported_sync_modes":["full_refresh"]}]}}' | tr -d '\\n'
        echo ;;
      read)
        for id in 1 2 3; do
          echo '{"type":"RECORD","record":{"stream":"people","data":{"id":'$id'},"emitted_at":1}}'
        done
        echo '{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"people"},
          "stream_state":{"id":3}}}}' | tr -d '\\n'
        echo ;;
      count) echo '{"type":"COUNT","count":{"records":'$(tr -dc 0-9 <"$5")'}}' ;;
      esac
      """;

  /** The real destination, but for the counts in the states that it returns. */
  private static final String UNCOUNTED =
      "ENTRYPOINT [\"sh\", \"-c\", \"/opt/lasius/connector \\\"$@\\\" | sed 's/\\\"destinationStats\\\":{[^}]*},//'\", \"sh\"]";

  private static final String OF_THIS_SYNC =
      "SELECT count(*) FROM counted_people WHERE (_airbyte_meta->>'sync_id')::bigint = ${SYNC_ID} AND _airbyte_generation_id = ${GENERATION_ID}";

  private final String database;
  private final ServerUnderTest server;
  private final Operator operator;
  private String source = "";
  private String destination = "";

  CountQueryIT(@TempDir Path folder) throws IOException, SQLException {
    database = String.valueOf(Database.POSTGRES.settings(folder).get("lasius.database.url"));
    server = ServerUnderTest.start(folder, Map.of());
    operator = new Operator(server.api());
  }

  @BeforeAll
  void makeConnectors() throws Exception {
    ShellConnector.make("source-uncounted", SOURCE);
    source =
        operator.source(
            operator.definition(
                "sources",
                "lasius/source-uncounted",
                "dev",
                ",'network':'host','supportsCountQuery':true"),
            "{}");
    var docker = Docker.ofTests();
    var container = docker.lines("create", "lasius/destination-postgres:dev").getLast();
    docker.lines("commit", "--change", UNCOUNTED, container, "lasius/destination-uncounted:dev");
    docker.lines("rm", container);
    var address = URI.create(database.substring("jdbc:".length()));
    destination =
        operator.destination(
            operator.definition(
                "destinations", "lasius/destination-uncounted", "dev", ",'network':'host'"),
            "{'host':'localhost','port':%d,'database':'%s','username':'postgres'}"
                .formatted(address.getPort(), address.getPath().substring(1)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void verifiesWhatConnectorsDidNotCountUntilTheDatabaseDropsRows() throws Exception {
    var connection = connection("counted_");
    put(connection, "3", OF_THIS_SYNC);

    var agreed = operator.sync(connection);
    execute(
        """
        CREATE FUNCTION drop_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER thief BEFORE INSERT ON counted_people
          FOR EACH ROW WHEN (NEW.id = 2) EXECUTE FUNCTION drop_row()\
        """);
    var dropped = operator.sync(connection);

    assertThat(agreed.status()).as("%s", agreed).isEqualTo("succeeded");
    assertThat(agreed.last().at("/verdict/kind").asText()).as("%s", agreed).isEqualTo("verified");
    assertThat(stream(agreed).has("recordsBySource")).isFalse();
    assertThat(stream(agreed).has("recordsByDestination")).isFalse();
    assertThat(stream(agreed).path("recordsBySourceQuery").asLong()).isEqualTo(3);
    assertThat(stream(agreed).path("recordsByDestinationQuery").asLong()).isEqualTo(3);
    assertThat(dropped.status()).as("%s", dropped).isEqualTo("failed");
    assertThat(dropped.attempts()).hasSize(1);
    assertThat(dropped.committed()).isEqualTo(3);
    assertThat(dropped.last().at("/verdict/kind").asText()).isEqualTo("mismatch");
    assertThat(dropped.last().at("/verdict/reasons/0").asText())
        .isEqualTo(
            "the count query of the destination found 2 records of stream people, but 3 were committed");
    assertThat(dropped.last().at("/failures/0/origin").asText()).isEqualTo("destination");
    assertThat(stream(dropped).path("recordsByDestinationQuery").asLong()).isEqualTo(2);
  }

  @Test
  void showsWhyAQueryGaveNoNumberAndFailsNothing() throws Exception {
    var connection = connection("doubtful_");
    put(connection, "3", "SELECT count(*) FROM nowhere");

    var sync = operator.sync(connection);

    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.last().at("/verdict/kind").asText()).isEqualTo("unverified");
    assertThat(sync.last().at("/verdict/reasons/1").asText())
        .startsWith("the count query of the destination gave no number for stream people: ")
        .contains("relation \"nowhere\" does not exist (SQLSTATE 42P01)");
    assertThat(stream(sync).path("recordsBySourceQuery").asLong()).isEqualTo(3);
    assertThat(stream(sync).has("recordsByDestinationQuery")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | [{'streamName':'pets','side':'source','sql':'1'}] | has no stream 'pets'; it has: [people]",
        "400 | [{'streamName':'people','side':'left','sql':'1'}] | side is 'left', but must be source or destination",
        "400 | [{'streamName':'people','side':'source','sql':' '}] | the property 'sql' is blank",
        "400 | [{'streamName':'people','side':'source','sql':'${JOB_ID} ${SYNC_ID} ${'}] | has ${JOB_ID}, ${, but only ${SYNC_ID} and ${GENERATION_ID} are replaced",
        "400 | [{'streamName':'people','side':'source','sql':'1'},{'streamName':'people','side':'source','sql':'2'}] | stream people has two queries of the source, but may have one"
      })
  void refusesWhatMakesNoSense(int status, String queries, String why) throws Exception {
    var connection = connection("refused_");

    var answer = server.api().call("PUT", path(connection), queries);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().at("/data/message").asText()).contains(why);
    assertThat(server.api().get(path(connection)).body()).isEqualTo("[]");
  }

  @Test
  void refusesASideThatCannotCountAndKeepsWhatWasThere() throws Exception {
    var files = operator.destination("{'destinationType':'file','folder':'/local/people'}");
    var connection = operator.connectionOf(source, files, "{'name':'people'}");
    var kept = "[{\"streamName\":\"people\",\"side\":\"source\",\"sql\":\"3\"}]";
    assertThat(server.api().call("PUT", path(connection), kept).body()).isEqualTo(kept);

    var answer =
        server
            .api()
            .call(
                "PUT",
                path(connection),
                "[{'streamName':'people','side':'destination','sql':'SELECT 1'}]");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/data/message").asText())
        .startsWith("the destination 'a destination' cannot count by a query");
    assertThat(server.api().get(path(connection)).body()).isEqualTo(kept);
  }

  private String connection(String prefix) throws IOException, InterruptedException {
    return operator.connectionOf(
        source,
        destination,
        "{'name':'people','syncMode':'full_refresh_append'}",
        ",'prefix':'%s'".formatted(prefix));
  }

  private void put(String connection, String ofSource, String ofDestination)
      throws IOException, InterruptedException {
    var answer =
        server
            .api()
            .call(
                "PUT",
                path(connection),
                """
                [{"streamName":"people","side":"source","sql":"%s"},
                 {"streamName":"people","side":"destination","sql":"%s"}]
                """
                    // The helper takes a ' for a ".
                    .formatted(ofSource, ofDestination.replace("'", "\\u0027")));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static JsonNode stream(Operator.Sync sync) {
    return sync.last().at("/streams/0");
  }

  private static String path(String connection) {
    return "/connections/%s/countQueries".formatted(connection);
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
