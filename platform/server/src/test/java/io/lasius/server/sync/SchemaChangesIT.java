package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole syncs of a source whose streams change between them. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SchemaChangesIT {
  private static final String INCREMENTAL =
      "{'name':'%s','syncMode':'incremental_append','cursorField':['at']}";

  private final Path folder;
  private final ServerUnderTest server;
  private final Operator operator;
  private final String definition;

  SchemaChangesIT(@TempDir Path folder) throws Exception {
    this.folder = folder;
    ChangingConnector.make();
    server =
        ServerUnderTest.start(
            folder, Map.of("lasius.discover-age", "0s", "lasius.discover-wait", "60s"));
    operator = new Operator(server.api());
    definition = ChangingConnector.definition(operator);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** A new column, a removed stream and a new one, and then what is synced. */
  @ParameterizedTest
  @CsvSource({
    "ignore,             a,   ignored paused ignored",
    "disable_connection, '',  disabled paused disabled",
    "propagate_columns,  a,   applied paused ignored",
    "propagate_fully,    a c, applied applied applied"
  })
  void followsAsFarAsItsPolicySays(String policy, String synced, String actions) throws Exception {
    var name = policy.replace("_", "");
    var source = ChangingConnector.in(folder.resolve("local"), name);
    source.offer("a: at", "b: at");
    var connection = connection(source, name, "a", "b");
    patch(connection, "'nonBreakingSchemaUpdatesBehavior':'%s'".formatted(policy));
    assertThat(operator.sync(connection).committed()).isEqualTo(4);

    source.offer("a: at w", "c: at");
    var sync = operator.sync(connection);

    var disabled = policy.startsWith("disable");
    assertThat(sync.status()).as("%s", sync).isEqualTo(disabled ? "failed" : "succeeded");
    assertThat(disabled ? "" : streams(sync)).isEqualTo(synced);
    assertThat(sync.emitted()).isEqualTo(policy.equals("propagate_fully") ? 2 : 0);
    assertThat(history(connection))
        .extracting(change -> change.path("action").asText())
        .isEqualTo(List.of(actions.split(" ", -1)).reversed());
    var stored = server.api().get("/connections/" + connection).json();
    assertThat(stored.path("status").asText()).isEqualTo(disabled ? "inactive" : "active");
    assertThat(stored.path("statusReason").asText().contains("a: field added w: integer"))
        .isEqualTo(disabled);
    assertThat(sync.last().at("/failures/0/message").asText())
        .isEqualTo(
            disabled
                ? "the connection was disabled before its source was read: %s; look at its schema, and set it active again"
                    .formatted(stored.path("statusReason").asText())
                : "");
    assertThat(stored.path("nonBreakingSchemaUpdatesBehavior").asText()).isEqualTo(policy);
    if (policy.equals("propagate_fully")) {
      assertThat(rows(name, "c")).containsExactly("{\"at\":1}", "{\"at\":2}");
    }
  }

  @Test
  void pausesTheStreamThatBreaksUntilItIsEditedAndSyncsTheOthers() throws Exception {
    var source = ChangingConnector.in(folder.resolve("local"), "broken");
    source.offer("a: id at", "b: at");
    var connection = connection(source, "broken", "a", "b");
    assertThat(operator.sync(connection).committed()).isEqualTo(4);

    source.offer("a: id changed", "b: at");
    var paused = operator.sync(connection);

    assertThat(paused.status()).as("%s", paused).isEqualTo("succeeded");
    assertThat(streams(paused)).isEqualTo("b");
    assertThat(log(paused)).contains("stream a is paused: its cursor [at] is gone");
    var stream =
        server.api().get("/connections/" + connection).json().at("/configurations/streams/0");
    assertThat(stream.path("pausedReason").asText()).isEqualTo("its cursor [at] is gone");
    var schema = server.api().get("/connections/%s/schema".formatted(connection)).json();
    assertThat(schema.at("/pausedStreams/0/name").asText()).isEqualTo("a");
    assertThat(schema.path("openChanges").valueStream())
        .extracting(change -> change.path("change").asText() + " " + change.path("breaking"))
        .containsExactly("field_removed true", "field_added false");

    var refresh =
        "{'connectionId':'%s','jobType':'refresh','streams':[{'streamName':'a'}]}"
            .formatted(connection);
    var refused = server.api().post("/jobs", refresh);
    assertThat(refused.status()).as(refused.body()).isEqualTo(409);
    assertThat(refused.body()).contains("stream 'a' is paused");

    patch(
        connection,
        "'configurations':{'streams':[{'name':'a','syncMode':'incremental_append','cursorField':['changed']},%s]}"
            .formatted(INCREMENTAL.formatted("b")));
    var resumed = operator.sync(connection);
    assertThat(streams(resumed)).isEqualTo("a b");
    // All of a: its state was a place in the order of another cursor.
    assertThat(resumed.committed()).isEqualTo(2);
    assertThat(server.api().get("/connections/" + connection).body())
        .doesNotContain("pausedReason");
  }

  @Test
  void followsWhatIsAcceptedWhateverThePolicySays() throws Exception {
    var source = ChangingConnector.in(folder.resolve("local"), "accepted");
    source.offer("a: at", "b: at");
    var connection = connection(source, "accepted", "a", "b");
    source.offer("a: at w", "c: at");
    operator.sync(connection);

    var accept = "/connections/%s/schema/accept".formatted(connection);
    var accepted = server.api().post(accept, "");

    assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
    assertThat(accepted.json().at("/configurations/streams").valueStream())
        .extracting(stream -> stream.path("name").asText())
        .containsExactly("a");
    assertThat(server.api().get("/connections/%s/schema".formatted(connection)).body())
        .contains("\"pausedStreams\":[],\"openChanges\":[]");
    source.offer("a: w");
    assertThat(operator.sync(connection).status()).isEqualTo("failed");
    var refused = server.api().post(accept, "");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("stream 'a' has no field [at], which its cursorField names");
  }

  /**
   * Else a client that changes anything else would have to know that the source has another key.
   */
  @Test
  void followsTheSourcesKeyWhereAClientSendsBackTheOneThatItRead() throws Exception {
    var source = ChangingConnector.in(folder.resolve("local"), "keyed");
    source.offerWithKey("id", "a: id at");
    var connection = connection(source, "keyed", "a");
    var read = server.api().get("/connections/" + connection).json();
    assertThat(key(read)).isEqualTo("[[\"id\"]]");

    source.offerWithKey("at", "a: id at");
    var asked = "/streams?ignoreCache=true&sourceId=" + read.path("sourceId").asText();
    assertThat(server.api().get(asked).status()).isEqualTo(200);
    patch(connection, "'configurations':%s".formatted(read.path("configurations")));

    var now = server.api().get("/connections/" + connection).json();
    assertThat(key(now)).isEqualTo("[[\"at\"]]");
  }

  private static String key(JsonNode connection) {
    return connection.at("/configurations/streams/0/primaryKey").toString();
  }

  @Test
  void failsInPlainWordsWhereNothingIsLeftToSync() throws Exception {
    var source = ChangingConnector.in(folder.resolve("local"), "empty");
    source.offer("a: at");
    var connection = connection(source, "empty", "a");

    source.offer("b: at");
    var sync = operator.sync(connection);

    assertThat(sync.status()).isEqualTo("failed");
    assertThat(sync.attempts()).hasSize(1);
    assertThat(sync.last().at("/failures/0/message").asText())
        .isEqualTo("stream a is paused: the source does not offer it any more");
    source.offer("a: at");
    assertThat(operator.sync(connection).committed()).isEqualTo(2);
  }

  @Test
  void readsAStreamOnceMoreForItsNewColumnWhereThatIsAsked() throws Exception {
    var source = ChangingConnector.in(folder.resolve("local"), "backfill");
    source.offer("a: at", "b: at");
    var connection = connection(source, "backfill", "a", "b");
    patch(
        connection,
        "'nonBreakingSchemaUpdatesBehavior':'propagate_columns','backfillPreference':'enabled'");
    assertThat(operator.sync(connection).committed()).isEqualTo(4);

    source.offer("a: at w", "b: at");
    assertThat(operator.sync(connection).committed()).isEqualTo(2);
    assertThat(operator.sync(connection).committed()).isZero();

    assertThat(rows("backfill", "a"))
        .containsExactly("{\"at\":1}", "{\"at\":2}", "{\"at\":1,\"w\":1}", "{\"at\":2,\"w\":2}");
    assertThat(rows("backfill", "b")).hasSize(2);
  }

  @Test
  void syncsAllTheSameWhereTheSourceCannotSayWhatItOffersAndTellsSo() throws Exception {
    var source = ChangingConnector.in(folder.resolve("local"), "silent");
    source.offer("a: at");
    var connection = connection(source, "silent", "a");

    source.offerNothing();
    var sync = operator.sync(connection);

    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.committed()).isEqualTo(2);
    assertThat(log(sync))
        .contains("the source could not be asked what it offers", "no catalog today");
    var path = "/connections/%s/schema".formatted(connection);
    assertThat(server.api().get(path).json().path("discoverFailure").asText())
        .contains("no catalog today");
    source.offer("a: at");
    assertThat(operator.sync(connection).status()).isEqualTo("succeeded");
    assertThat(server.api().get(path).body()).doesNotContain("discoverFail");
  }

  @Test
  void asksTheSourceOnlyOnceItWasAskedTooLongAgo(@TempDir Path other) throws Exception {
    try (var rare = ServerUnderTest.start(other, Map.of("lasius.discover-wait", "60s"))) {
      var elsewhere = new Operator(rare.api());
      var source = ChangingConnector.in(other.resolve("local"), "rare");
      source.offer("a: at");
      var id = elsewhere.source(ChangingConnector.definition(elsewhere), source.configuration());
      var destination = elsewhere.destination("{'destinationType':'file','folder':'/local/out'}");
      var connection = elsewhere.connectionOf(id, destination, INCREMENTAL.formatted("a"));

      source.offer("a: at w");
      elsewhere.sync(connection);

      assertThat(source.discovers()).isEqualTo(1);
      // Whoever asks by hand makes the next sync see it.
      assertThat(rare.api().get("/streams?ignoreCache=true&sourceId=" + id).status())
          .isEqualTo(200);
      elsewhere.sync(connection);
      assertThat(source.discovers()).isEqualTo(2);
      assertThat(rare.api().get("/connections/%s/schema".formatted(connection)).body())
          .contains("\"fieldPath\":[\"w\"]");
    }
  }

  private String connection(ChangingConnector source, String output, String... streams)
      throws IOException, InterruptedException {
    var wishes = new ArrayList<String>();
    for (var stream : streams) {
      wishes.add(INCREMENTAL.formatted(stream));
    }
    return operator.connectionOf(
        operator.source(definition, source.configuration()),
        operator.destination(
            "{'destinationType':'file','folder':'/local/out-%s'}".formatted(output)),
        String.join(",", wishes));
  }

  private void patch(String connection, String change) throws IOException, InterruptedException {
    var answer = server.api().call("PATCH", "/connections/" + connection, "{" + change + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private List<JsonNode> history(String connection) throws IOException, InterruptedException {
    var path = "/connections/%s/schema/changes".formatted(connection);
    return server.api().get(path).json().path("data").valueStream().toList();
  }

  /** The streams that gave anything, or had nothing new. */
  private static String streams(Operator.Sync sync) {
    var streams = sync.last().path("streams").valueStream();
    return String.join(
        " ",
        streams
            .filter(stream -> stream.has("verdict"))
            .map(stream -> stream.path("name").asText())
            .sorted()
            .toList());
  }

  private String log(Operator.Sync sync) throws IOException, InterruptedException {
    return server.api().get("/jobs/%d/attempts/0/logs".formatted(sync.number())).body();
  }

  /** The records that the destination has of a stream. */
  private List<String> rows(String output, String stream) throws IOException {
    var rows = new ArrayList<String>();
    for (var line :
        Files.readAllLines(folder.resolve("local/out-%s/%s.jsonl".formatted(output, stream)))) {
      rows.add(line);
    }
    return rows;
  }
}
