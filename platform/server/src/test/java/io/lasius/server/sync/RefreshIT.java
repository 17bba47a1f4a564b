package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Api;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.PostgresTables;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.ShellConnector;
import io.lasius.server.fault.FaultConnector;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Refresh and clear over the API, with a source of numbers and real destinations. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefreshIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final List<Long> ONCE = LongStream.rangeClosed(1, 1000).boxed().toList();

  /** A destination that knows no generations. */
  private static final String PLAIN =
      """
      out=/local/plain/numbers_1.jsonl
      case $1 in
      spec)
        echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object"},
          "supported_destination_sync_modes":["append","overwrite"]}}' | tr -d '\\n'
        echo ;;
      write)
        mkdir -p /local/plain
        if grep -q '"destination_sync_mode":"overwrite"' "$5"; then : >$out; fi
        while IFS= read -r line; do
          case $line in
          *'"type":"STATE"'*) echo "$line" ;;
          *) echo "${line#*'"data":'}" >>$out ;;
          esac
        done ;;
      esac
      """;

  private final Path folder;
  private final ServerUnderTest server;
  private final Operator operator;
  private final Api api;

  RefreshIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server = ServerUnderTest.start(folder, Map.of("lasius.retry-delay", "10ms"));
    operator = new Operator(server.api());
    api = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void refreshesAndClearsWhereTheDestinationKnowsGenerations() throws Exception {
    var connection = connection(operator.destination(file("capable")), "incremental_append");
    assertThat(operator.sync(connection).committed()).isEqualTo(1000);

    assertThat(preview(connection, "reset").toString())
        .isEqualTo(
            "[{\"streamName\":\"numbers_1\",\"effect\":\"cleared\",\"generation\":0,\"records\":1000}]");
    assertThat(written("capable")).isEqualTo(ONCE);

    var cleared = run(connection, "'jobType':'reset'");
    assertThat(cleared.job().path("jobType").asText()).isEqualTo("reset");
    assertThat(cleared.emitted()).isZero();
    assertThat(written("capable")).isEmpty();

    assertThat(operator.sync(connection).committed()).isEqualTo(1000);
    var _ = run(connection, "'jobType':'refresh','streams':[{'streamName':'numbers_1'}]");
    assertThat(written("capable")).hasSize(2000).hasSameElementsAs(ONCE);
    assertThat(preview(connection, "refresh").path(0).path("records").asLong()).isEqualTo(2000);

    var _ = run(connection, "'jobType':'refresh','refreshMode':'Truncate'");
    assertThat(written("capable")).isEqualTo(ONCE);
    assertThat(operator.sync(connection).emitted()).isZero();
    assertThat(written("capable")).isEqualTo(ONCE);
    assertThat(types(connection, "")).containsExactly("sync", "reset", "sync", "sync");
    assertThat(types(connection, "&jobType=refresh")).containsExactly("refresh", "refresh");
    assertThat(types(connection, "&jobType=clear")).containsExactly("reset");
  }

  @Test
  void clearsByAnOverwriteWhereItDoesNot() throws Exception {
    ShellConnector.make("destination-plain", PLAIN);
    var definition =
        operator.definition(
            "destinations",
            "lasius/destination-plain",
            "dev",
            ",'network':'host','localFolder':true");
    var connection = connection(operator.destination(definition, "{}"), "incremental_append");
    operator.sync(connection);

    var refused = post(connection, "'jobType':'refresh'");
    var _ = run(connection, "'jobType':'clear'");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("detail").asText()).contains("does not support refreshes");
    assertThat(written("plain")).isEmpty();
    assertThat(operator.sync(connection).committed()).isEqualTo(1000);
    assertThat(written("plain")).isEqualTo(ONCE);
  }

  @Test
  void keepsTheOldDataOfAFileUntilTheNewIsWhole() throws Exception {
    keepsTheOldDataUntilTheNewIsWhole(
        "full_refresh_overwrite", operator.destination(file("kept")), () -> written("kept"));

    // What came after the last state came again.
    assertThat(written("kept")).hasSizeGreaterThanOrEqualTo(1000).hasSameElementsAs(ONCE);
  }

  @Test
  void keepsTheOldDataOfATableUntilTheNewIsWhole() throws Exception {
    var tables = PostgresTables.create(folder);

    keepsTheOldDataUntilTheNewIsWhole(
        "full_refresh_overwrite_deduped", tables.destination(operator), () -> rows(tables));

    assertThat(rows(tables)).isEqualTo(ONCE);
  }

  /** What is at a destination, in order. */
  private interface Written {
    List<Long> read() throws IOException, SQLException;
  }

  /** The source is killed in the middle; the next attempt goes on from there. */
  private void keepsTheOldDataUntilTheNewIsWhole(String mode, String destination, Written written)
      throws Exception {
    var source = FaultConnector.source(operator, "'records':7");
    var connection = connection(source, destination, mode);
    operator.sync(connection);
    FaultConnector.change(
        operator, source, "'fault':{'action':'hang','point':'record','number':550,'attempts':1}");

    var job = operator.start(connection);
    operator.await(job, LIMIT, sync -> sync.committed(0) == 500);
    assertThat(written.read()).hasSize(7);
    Docker.ofTests().kill(connection, "source");
    var ended = operator.awaitEnd(job, LIMIT);

    assertThat(ended.status()).as("%s", ended).isEqualTo("succeeded");
    assertThat(ended.attempts()).hasSize(2);
    assertThat(ended.emitted(1)).isEqualTo(500);
  }

  private static String file(String folder) {
    return "{'destinationType':'file','folder':'/local/%s'}".formatted(folder);
  }

  private String connection(String destination, String mode) throws Exception {
    return connection(FaultConnector.source(operator, ""), destination, mode);
  }

  private String connection(String source, String destination, String mode) throws Exception {
    return operator.connectionOf(
        source,
        destination,
        "{'name':'%s','syncMode':'%s'}".formatted(FaultConnector.STREAM, mode));
  }

  private Api.Answer post(String connection, String rest) throws Exception {
    return api.post("/jobs", "{'connectionId':'%s',%s}".formatted(connection, rest));
  }

  private Operator.Sync run(String connection, String rest) throws Exception {
    var answer = post(connection, rest);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var ended = operator.awaitEnd(answer.json().path("jobId").asLong(), LIMIT);
    assertThat(ended.status()).as("%s", ended).isEqualTo("succeeded");
    return ended;
  }

  private JsonNode preview(String connection, String type) throws Exception {
    var answer = post(connection, "'jobType':'%s','dryRun':true".formatted(type));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("streams");
  }

  private List<String> types(String connection, String filter) throws Exception {
    var answer = api.get("/jobs?connectionId=" + connection + filter);
    return answer.json().path("data").findValuesAsText("jobType");
  }

  private List<Long> written(String name) throws IOException {
    return FaultConnector.written(folder, name);
  }

  private static List<Long> rows(PostgresTables tables) throws SQLException {
    return tables.query("SELECT id FROM public.numbers_1 ORDER BY id").stream()
        .map(Long::valueOf)
        .toList();
  }
}
