package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.ShellConnector;
import io.lasius.server.fault.FaultConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts, verdicts and records that are set aside, through whole syncs and the API. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CountsIT {
  /** Three records, of which the second breaks the schema, and a state that counts them. */
  private static final String BEHAVIOUR =
      """
      record() {
        echo '{"type":"RECORD","record":{"stream":"numbers_1","data":{"id":'$1'},"emitted_at":1}}'
      }
      case $1 in
      spec) echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object"}}}' ;;
      discover)
        echo '{"type":"CATALOG","catalog":{"streams":[{"name":"numbers_1","json_schema":
          {"type":"object","properties":{"id":{"type":"integer"}}},
          "supported_sync_modes":["full_refresh","incremental"],"source_defined_cursor":true}]}}' | tr -d '\\n'
        echo ;;
      read)
        record 1
        record '"x"'
        record 3
        echo '{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"numbers_1"},
          "stream_state":{"id":3}},"sourceStats":{"recordCount":3.0}}}' | tr -d '\\n'
        echo ;;
      esac
      """;

  private final Path folder;
  private final ServerUnderTest server;
  private final Operator operator;
  private final String source;

  CountsIT(@TempDir Path folder) throws Exception {
    this.folder = folder;
    server = ServerUnderTest.start(folder, Map.of("lasius.retry-delay", "1s"));
    operator = new Operator(server.api());
    ShellConnector.make("source-uneven", BEHAVIOUR);
    source =
        operator.source(
            operator.definition("sources", "lasius/source-uneven", "dev", ",'network':'host'"),
            "{}");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void failsBeforeAStateForWhichTheDestinationCountedTooFewAndResumesThere() throws Exception {
    var destination =
        operator.destination(
            FaultConnector.definition(operator, "destinations"),
            "{'folder':'/local/few','fault':{'action':'undercount','point':'before_state','number':4,'attempts':1}}");
    var connection =
        operator.connection(
            FaultConnector.source(operator, ""), destination, FaultConnector.STREAM);

    var sync = operator.sync(connection);

    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.attempts()).hasSize(2);
    var broken = sync.attempts().getFirst();
    assertThat(broken.at("/verdict/kind").asText()).isEqualTo("mismatch");
    assertThat(broken.at("/verdict/reasons/0").asText())
        .isEqualTo(
            "the destination counted 99 records of stream numbers_1 between state 3 and state 4,"
                + " but it was sent 100");
    var failure = broken.at("/failures/0");
    assertThat(failure.path("origin").asText()).isEqualTo("destination");
    assertThat(failure.path("streamName").asText()).isEqualTo(FaultConnector.STREAM);
    assertThat(failure.has("streamNamespace")).isFalse();
    assertThat(time(failure, "time")).isBetween(time(broken, "startTime"), time(broken, "endTime"));
    assertThat(sync.committed(0)).isEqualTo(300);
    assertThat(sync.committed(1)).isEqualTo(700);
    assertThat(sync.last().at("/verdict/kind").asText()).isEqualTo("verified");
    assertThat(FaultConnector.written(folder, "few"))
        .containsAll(LongStream.rangeClosed(1, 1000).boxed().toList());
  }

  @Test
  void setsAsideWhatBreaksTheSchemaAndHandsItOut() throws Exception {
    var connection = unevenConnection("aside", "{'schema':'set_aside'}");

    var sync = operator.sync(connection);

    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    var stream = sync.last().path("streams").path(0);
    assertThat(stream.path("recordsEmitted").asLong()).isEqualTo(3);
    assertThat(stream.path("recordsRejected").asLong()).isEqualTo(1);
    assertThat(stream.at("/rejections/0/reason").asText()).isEqualTo("schema");
    assertThat(stream.path("recordsSent").asLong()).isEqualTo(2);
    assertThat(stream.path("recordsCommitted").asLong()).isEqualTo(2);
    assertThat(sync.last().at("/verdict/kind").asText()).as("%s", sync).isEqualTo("verified");
    var rejected = rejected(sync);
    assertThat(rejected.path("reason").asText()).isEqualTo("schema");
    assertThat(rejected.path("why").asText()).isEqualTo("/id is a string, but must be an integer");
    assertThat(rejected.path("line").asLong()).isEqualTo(2);
    assertThat(rejected.at("/message/record/data/id").asText()).isEqualTo("x");
    assertThat(FaultConnector.written(folder, "aside")).containsExactly(1L, 3L);
    try (var files = Files.walk(folder)) {
      var kept =
          files
              .filter(
                  file -> file.toString().endsWith("/%d/0.rejected.jsonl".formatted(sync.number())))
              .findFirst();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.orElseThrow())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void failsAtOnceOverWhatBreaksTheSchemaWhereThatIsAsked() throws Exception {
    var sync = operator.sync(unevenConnection("fail", "{'schema':'fail'}"));

    assertThat(sync.status()).isEqualTo("failed");
    assertThat(sync.attempts()).hasSize(1);
    assertThat(sync.last().at("/failures/0/message").asText())
        .isEqualTo(
            "a record of stream numbers_1 (line 2 of the source) is not delivered:"
                + " /id is a string, but must be an integer");
    assertThat(sync.committed()).isZero();
    assertThat(server.api().get(rejectedPath(sync)).body()).isEmpty();
  }

  @Test
  void keepsTheChecksOfAConnection() throws Exception {
    var connection = unevenConnection("kept", "{'values':'pass','maxSetAsideRecords':7}");

    assertThat(server.api().get(path(connection)).body())
        .isEqualTo(
            "{\"sourceCountsMustAgree\":false,\"schema\":\"off\",\"values\":\"pass\",\"size\":\"off\","
                + "\"mapping\":\"fail\",\"maxRecordBytes\":67108864,\"maxSetAsideRecords\":7,"
                + "\"maxSetAsideBytes\":268435456}");
    assertThat(server.api().get(path(UUID.randomUUID().toString())).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'schema':'drop'} | schema is 'drop', but must be one of off, pass, null_field, set_aside, fail",
        "{'mapping':'pass'} | PASS cannot be the rule for UNMAPPED",
        "{'maxRecordBytes':67108865} | maxRecordBytes is 67108865, but a line has at most 67108864",
        "{'maxRecordBytes':0} | must be at least 1"
      })
  void refusesChecksThatCannotBe(String checks, String message) throws Exception {
    var connection = unevenConnection("refused", "{}");

    var answer = server.api().call("PUT", path(connection), checks);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains(message);
  }

  private String unevenConnection(String name, String checks)
      throws IOException, InterruptedException {
    var destination = FaultConnector.destination(operator, name);
    var connection = operator.connection(source, destination, FaultConnector.STREAM);
    var answer = server.api().call("PUT", path(connection), checks);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return connection;
  }

  private JsonNode rejected(Operator.Sync sync) throws Exception {
    var answer = server.api().get(rejectedPath(sync));
    assertThat(answer.header("Lasius-Next-Offset"))
        .isEqualTo(Integer.toString(answer.body().length()));
    assertThat(server.api().get(rejectedPath(sync) + "?offset=" + answer.body().length()).body())
        .isEmpty();
    return Json.parse(answer.body());
  }

  private static Instant time(JsonNode told, String name) {
    return Instant.parse(told.path(name).asText());
  }

  private static String rejectedPath(Operator.Sync sync) {
    return "/jobs/%d/attempts/0/rejectedRecords".formatted(sync.number());
  }

  private static String path(String connection) {
    return "/connections/%s/recordChecks".formatted(connection);
  }
}
