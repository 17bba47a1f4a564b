package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.fault.FaultConnector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The history of a connection's states over HTTP, and syncs that go on from a restored one. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StateHistoryIT {
  private static final int RECORDS = 1000;

  /** Where each job's first attempt stops, between two states. */
  private static final int CRASH = 550;

  private static final int LAST_STATE_BEFORE = 500;

  private final Path folder;
  private final ServerUnderTest server;
  private final Api api;
  private final Operator operator;

  StateHistoryIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server =
        ServerUnderTest.start(
            folder, Map.of("lasius.retry-delay", "0s", "lasius.discover-wait", "60s"));
    api = server.api();
    operator = new Operator(api);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void readsOnFromARestoredVersionAsItDidBefore() throws Exception {
    var source =
        FaultConnector.source(
            operator, "'fault':{'action':'exit','number':%d,'attempts':1}".formatted(CRASH));
    var connection =
        operator.connection(
            source, FaultConnector.destination(operator, "history"), FaultConnector.STREAM);
    assertThat(operator.sync(connection).attempts()).hasSize(2);
    var before = FaultConnector.written(folder, "history");
    long version = versionAt(connection, LAST_STATE_BEFORE);
    long newest = versionAt(connection, RECORDS);
    listsVersionsInPages(connection, newest);
    comparesTwo(connection, version, newest);
    restores(connection, version, newest);

    assertThat(operator.sync(connection).attempts()).hasSize(2);

    var after = FaultConnector.written(folder, "history");
    assertThat(after.subList(0, before.size())).isEqualTo(before);
    assertReadFrom(after.subList(before.size(), after.size()));
    importsWhatItExported(connection, version);
    refusesWhatMakesNoSense(connection, version);
    takesAStateOfFiftyMegabytes(connection);
  }

  /** Where it stands in the one kind of state, the other cannot say. */
  @Test
  void refusesStatesOfAnotherTypeUntilSomebodyTakesAWayOut() throws Exception {
    var source = FaultConnector.source(operator, "");
    var connection =
        operator.connection(
            source, FaultConnector.destination(operator, "types"), FaultConnector.STREAM);
    var global =
        "{'type':'GLOBAL','global':{'shared_state':{'x':1},'stream_states':[{'stream_descriptor':{'name':'numbers_1'},'stream_state':{'id':900}}]}}";
    post(connection, "/import", "[" + global + "]");

    var refused = operator.sync(connection);

    assertThat(refused.status()).isEqualTo("failed");
    assertThat(refused.attempts()).hasSize(1);
    assertThat(refused.committed()).isZero();
    assertThat(refused.last().at("/failures/0/message").asText())
        .contains("GLOBAL", "STREAM", "clear", "import");
    assertThat(read(connection, "").at("/data/0/type").asText()).isEqualTo("global");
    post(
        connection,
        "/import",
        "["
            + "{'type':'STREAM','stream':{'stream_descriptor':{'name':'numbers_1'},'stream_state':{'id':900}}}"
            + "]");
    assertThat(operator.sync(connection).committed()).isEqualTo(100);
  }

  /** Once up to the crash, which no state covers, and once to the end. */
  private static void assertReadFrom(List<Long> written) {
    int again = written.size() - (RECORDS - LAST_STATE_BEFORE);
    assertThat(again).isBetween(0, CRASH - LAST_STATE_BEFORE);
    var expected = new ArrayList<>(numbers(LAST_STATE_BEFORE + again));
    expected.addAll(numbers(RECORDS));
    assertThat(written).isEqualTo(expected);
  }

  private static List<Long> numbers(long last) {
    return LongStream.rangeClosed(LAST_STATE_BEFORE + 1L, last).boxed().toList();
  }

  private void listsVersionsInPages(String connection, long newest) throws Exception {
    var page = read(connection, "/versions?stream=numbers_1&limit=1");

    assertThat(page.path("data")).hasSize(1);
    assertThat(page.path("next").asText()).contains("offset=1", "stream=numbers_1");
    var first = page.path("data").path(0);
    assertThat(first.path("version").asLong()).isEqualTo(newest);
    assertThat(first.path("stream").toString()).isEqualTo("{\"name\":\"numbers_1\"}");
    assertThat(first.path("type").asText()).isEqualTo("stream");
    assertThat(first.path("reason").asText()).isEqualTo("sync");
    assertThat(first.path("attemptNumber").asInt()).isEqualTo(1);
    assertThat(first.path("createdAt").asText()).endsWith("Z");
    assertThat(first.has("state")).isFalse();
    assertThat(read(connection, "/versions?stream=other").path("data")).isEmpty();
    assertThat(sum(read(connection, "/versions?limit=100"))).isEqualTo(RECORDS);
    var present = read(connection, "").path("data");
    assertThat(present).hasSize(1);
    assertThat(present.path(0).path("state").path("stream").path("stream_state").toString())
        .isEqualTo("{\"id\":1000}");
  }

  private static long sum(JsonNode page) {
    return page.path("data").valueStream().mapToLong(row -> row.path("records").asLong()).sum();
  }

  private void comparesTwo(String connection, long version, long newest) throws Exception {
    var compared = read(connection, "/compare?from=%d&to=%d".formatted(version, newest));

    var stream = compared.path("streams").path(0);
    assertThat(stream.path("records").asInt()).isEqualTo(RECORDS - LAST_STATE_BEFORE);
    assertThat(stream.path("differences").toString())
        .contains("{\"path\":\"/stream/stream_state/id\",\"from\":500,\"to\":1000}");
  }

  private void restores(String connection, long version, long newest) throws Exception {
    var asked = post(connection, "/restore", "{'version':%d,'dryRun':true}".formatted(version));
    assertThat(asked.body())
        .matches(
            """
            \\{"dryRun":true,"undo":%d,"streams":\\[\\{"stream":\\{"name":"numbers_1"},"fromVersion":%d,\
            "toVersion":%d,"destinationWillBe":"doubled","records":500,"bytes":\\d+,"needsForce":false,\
            "reason":"[^"]+"}]}\
            """
                .formatted(newest, newest, version));
    assertThat(versionAt(connection, RECORDS)).isEqualTo(newest);

    var done =
        post(
            connection,
            "/restore",
            "{'version':%d,'stream':{'name':'numbers_1'}}".formatted(version));

    assertThat(done.json().path("streams")).isEqualTo(asked.json().path("streams"));
    var row = read(connection, "/versions?limit=1").path("data").path(0);
    assertThat(row.path("reason").asText()).isEqualTo("restore");
    assertThat(row.path("restoredVersion").asLong()).isEqualTo(version);
  }

  private void importsWhatItExported(String connection, long version) throws Exception {
    var exported = api.get(path(connection, "/export?version=" + version));
    assertThat(exported.header("Content-Type")).startsWith("application/json");
    assertThat(exported.json().path(0).path("stream").path("stream_state").toString())
        .isEqualTo("{\"id\":500}");

    var asked = post(connection, "/import?dryRun=true", exported.body());
    var done = post(connection, "/import", exported.body());

    assertThat(asked.json().path("streams")).isEqualTo(done.json().path("streams"));
    assertThat(done.json().path("streams").path(0).path("destinationWillBe").asText())
        .isEqualTo("doubled");
    assertThat(api.get(path(connection, "/export")).body()).isEqualTo(exported.body());
  }

  private void refusesWhatMakesNoSense(String connection, long version) throws Exception {
    assertThat(api.get(path(UUID.randomUUID().toString(), "")).status()).isEqualTo(404);
    assertThat(api.get(path(connection, "/versions/999999")).status()).isEqualTo(404);
    assertThat(api.get(path(connection, "/compare?from=" + version)).status()).isEqualTo(400);
    assertThat(api.post(path(connection, "/restore"), "{}").status()).isEqualTo(400);
    assertThat(api.post(path(connection, "/restore"), "{'version':999999}").status())
        .isEqualTo(404);
    assertThat(api.post(path(connection, "/import"), "[]").status()).isEqualTo(400);
    assertThat(api.post(path(connection, "/import"), "[1,2").status()).isEqualTo(400);
    var stranger = "{'version':%d,'stream':{'name':'other'}}".formatted(version);
    assertThat(api.post(path(connection, "/restore"), stranger).status()).isEqualTo(400);
  }

  private void takesAStateOfFiftyMegabytes(String connection) throws Exception {
    var state =
        "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"numbers_1\"},\"stream_state\":{\"id\":37.00,\"x\":\"%s\"}}}]"
            .formatted("x".repeat(50_000_000));

    var done = post(connection, "/import", state);

    assertThat(done.json().path("streams").path(0).path("destinationWillBe").asText())
        .isEqualTo("unknown");
    assertThat(api.get(path(connection, "/export")).body().equals(state)).isTrue();
  }

  /** The version at which so many records were read. */
  private long versionAt(String connection, long records) throws Exception {
    for (var row : read(connection, "/versions?limit=100").path("data")) {
      long version = row.path("version").asLong();
      var state = read(connection, "/versions/" + version).path("state");
      if (state.path("stream").path("stream_state").path("id").asLong() == records) {
        return version;
      }
    }
    throw new AssertionError("no version at " + records);
  }

  private JsonNode read(String connection, String path) throws Exception {
    var answer = api.get(path(connection, path));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private Api.Answer post(String connection, String path, String body) throws Exception {
    var answer = api.post(path(connection, path), body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static String path(String connection, String path) {
    return "/connections/%s/states%s".formatted(connection, path);
  }
}
