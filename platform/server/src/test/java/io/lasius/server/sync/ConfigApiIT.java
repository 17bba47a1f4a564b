package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.fault.FaultConnector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Syncs that are asked for, watched and steered by Airbyte's configuration API alone. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConfigApiIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int RECORDS = 1000;
  private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

  private final Path folder;
  private final ServerUnderTest server;
  private final Api api;
  private final Operator operator;

  ConfigApiIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server = ServerUnderTest.start(folder, Map.of("lasius.discover-wait", "60s"));
    api = server.api();
    operator = new Operator(api);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void syncsRefreshesAndClears() throws Exception {
    var source = FaultConnector.source(operator, "");
    var destination = operator.destination("{'destinationType':'file','folder':'/local/config'}");
    var connection = operator.connection(source, destination, FaultConnector.STREAM);
    isReadyFor(source, destination);

    var synced = run("sync", connection, "");
    countsWhatWasMoved(synced);
    readsOnFromAStateThatWasSet(connection);

    var refreshed =
        run(
            "refresh",
            connection,
            ",'refreshMode':'Truncate','streams':[{'streamName':'%s'}]"
                .formatted(FaultConnector.STREAM));
    assertThat(refreshed.at("/job/configType").asText()).isEqualTo("refresh");
    assertThat(refreshed.at("/job/refreshConfig/streamsToRefresh/0/name").asText())
        .isEqualTo(FaultConnector.STREAM);
    assertThat(written()).isEqualTo(numbers(1));

    var cleared = run("reset", connection, "");
    assertThat(cleared.at("/job/configType").asText()).isEqualTo("reset_connection");
    assertThat(written()).isEmpty();
    assertThat(state(connection).path("stateType").asText()).isEqualTo("not_set");
  }

  private void isReadyFor(String source, String destination) throws Exception {
    assertThat(api.send(api.requestAt("/api/v1/health/")).body()).isEqualTo("{\"available\":true}");
    assertThat(post("/sources/check_connection", "{'sourceId':'%s'}".formatted(source)).toString())
        .matches(
            """
            \\{"status":"succeeded",.*"jobInfo":\\{"id":"[0-9a-f-]{36}","configType":"check_connection_source",\
            "createdAt":\\d{10},"endedAt":\\d{10},"succeeded":true,"logs":\\{"logLines":\\[]}}}\
            """);
    assertThat(
            post("/destinations/check_connection", "{'destinationId':'%s'}".formatted(destination))
                .path("status")
                .asText())
        .isEqualTo("succeeded");
    var definition =
        post("/destination_definitions/list", "{}")
            .at("/destinationDefinitions/0/destinationDefinitionId")
            .asText();
    var specification =
        post(
            "/destination_definition_specifications/get",
            "{'destinationDefinitionId':'%s'}".formatted(definition));
    assertThat(specification.at("/connectionSpecification/properties/folder").isObject()).isTrue();
    assertThat(specification.path("supportedDestinationSyncModes").toString())
        .isEqualTo("[\"append\",\"overwrite\"]");
    assertThat(specification.path("supportsRefreshes").asBoolean()).isTrue();
  }

  private static void countsWhatWasMoved(JsonNode synced) {
    assertThat(synced.at("/job/status").asText()).isEqualTo("succeeded");
    var attempt = synced.at("/attempts/0/attempt");
    assertThat(attempt.path("status").asText()).isEqualTo("succeeded");
    assertThat(attempt.path("recordsSynced").asInt()).isEqualTo(RECORDS);
    assertThat(attempt.path("bytesSynced").asLong()).isPositive();
    assertThat(attempt.at("/streamStats/0/streamName").asText()).isEqualTo(FaultConnector.STREAM);
    assertThat(attempt.at("/streamStats/0/stats")).isEqualTo(attempt.path("totalStats"));
    assertThat(attempt.at("/totalStats/recordsEmitted").asInt()).isEqualTo(RECORDS);
    assertThat(attempt.at("/totalStats/recordsCommitted").asInt()).isEqualTo(RECORDS);
    assertThat(attempt.has("failureSummary")).isFalse();
    assertThat(synced.at("/attempts/0/logs/logLines").valueStream())
        .isNotEmpty()
        .allSatisfy(line ->
            assertThat(line.asText())
                .matches("(?s)[0-9-]{10}T[0-9:.]+Z [A-Z]+ (platform|source|destination) > .*"));
  }

  private void readsOnFromAStateThatWasSet(String connection) throws Exception {
    var before = state(connection);
    assertThat(before.path("stateType").asText()).isEqualTo("stream");
    assertThat(before.at("/streamState/0/streamState/id").asInt()).isEqualTo(RECORDS);
    var half = before.toString().replace("\"id\":1000", "\"id\":500");

    var set =
        post(
            "/state/create_or_update_safe",
            "{'connectionId':'%s','connectionState':%s}".formatted(connection, half));

    assertThat(set.toString()).isEqualTo(half);
    assertThat(run("sync", connection, "").at("/attempts/0/attempt/recordsSynced").asInt())
        .isEqualTo(RECORDS - 500);
    assertThat(state(connection)).isEqualTo(before);
    assertThat(written().subList(RECORDS, written().size())).isEqualTo(numbers(501));
  }

  private JsonNode state(String connection) throws Exception {
    return post("/state/get", "{'connectionId':'%s'}".formatted(connection));
  }

  private JsonNode run(String what, String connection, String more) throws Exception {
    var started =
        post("/connections/" + what, "{'connectionId':'%s'%s}".formatted(connection, more));
    return Operator.await(
        () -> post("/jobs/get", "{'id':%d}".formatted(started.at("/job/id").asLong())),
        LIMIT,
        shown -> ENDS.contains(shown.at("/job/status").asText()));
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    var answer = api.config(path, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private List<Long> written() throws IOException {
    return FaultConnector.written(folder, "config");
  }

  private static List<Long> numbers(long first) {
    return LongStream.rangeClosed(first, RECORDS).boxed().toList();
  }
}
