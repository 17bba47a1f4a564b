package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.ShellConnector;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of every day, on a server and its engine. */
@Timeout(120)
final class DailyCommandsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long EXIT_SECONDS = 30;
  private static final Pattern LOGS = Pattern.compile("\\./lasius logs (\\d+)");
  private static final Pattern STARTED = Pattern.compile("job (\\d+) syncs .*");

  /** Says why in the last of the lines, and does nothing for long where it does not fail. */
  private static final String BEHAVIOUR =
      """
      case $1 in
      spec) echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object"}}}' ;;
      check) echo '{"type":"CONNECTION_STATUS","connectionStatus":{"status":"FAILED","message":"no such user"}}' ;;
      discover)
        echo '{"type":"CATALOG","catalog":{"streams":[{"name":"s","json_schema":{},
          "supported_sync_modes":["full_refresh"]}]}}' | tr -d '\\n'
        echo ;;
      read)
        echo '{"type":"LOG","log":{"level":"WARN","message":"logging in as nobody"}}'
        END ;;
      esac
      """;

  private static final String FAILS =
      """
      echo '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1,"error":{"message":"the password has expired","failure_type":"config_error"}}}'
      exit 1
      """;

  @TempDir private Path folder;
  private ServerUnderTest server;
  private Operator operator;

  @BeforeEach
  void start() throws IOException {
    server = ServerUnderTest.start(folder, Map.of("lasius.cancel-limit", "1s"));
    operator = new Operator(server.api());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSyncThatFailedIsTracedFromItsStatusToItsCauseByTwoCommands() throws Exception {
    var connection = connection("source-failing-daily", FAILS);
    var failed = operator.sync(connection);

    var status = run("status");
    var typed = LOGS.matcher(status.output());

    assertThat(failed.status()).isEqualTo("failed");
    assertThat(status.output()).contains("failed", "source: the password has expired");
    assertThat(status.status()).isEqualTo(1);
    assertThat(typed.find()).isTrue();

    var logs = run("logs", typed.group(1));

    assertThat(logs.status()).as(logs.errors()).isZero();
    assertThat(logs.output())
        .containsPattern("source +WARN +logging in as nobody")
        .containsPattern("platform +ERROR +the password has expired");
    assertThat(logs.errors()).contains("source, config_error: the password has expired");
  }

  @Test
  void syncsAndThenAllIsFine() throws Exception {
    var source = operator.source("{'sourceType':'sample','count':50}");
    var destination = operator.destination("{'destinationType':'discard'}");
    var connection =
        operator.connectionOf(
            source,
            destination,
            "{'name':'users','syncMode':'full_refresh_append'}",
            ",'name':'shop','schedule':{'scheduleType':'cron','cronExpression':'0 0 0 1 1 ? 2099'}");

    var sync = run("sync", "shop");
    var again = json("sync", connection.substring(0, 8));
    var status = run("status");
    var check = run("check", source);

    assertThat(sync.status()).as(sync.errors()).isZero();
    assertThat(sync.output())
        .containsPattern("users +50 +50 ")
        .contains("Every record is committed.", "Verdict: verified");
    assertThat(again.path("attempts").path(0).path("verdict").path("kind").asText())
        .isEqualTo("verified");
    assertThat(status.output())
        .containsPattern("shop +succeeded, verified +\\d+ s ago +in [\\d,]+ days");
    assertThat(status.status()).isZero();
    assertThat(check.output()).contains("succeeded");
    assertThat(check.status()).isZero();
  }

  @Test
  void aSyncThatIsNoLongerFollowedGoesOnUntilItIsCancelled() throws Exception {
    var connection = connection("source-slow-daily", "sleep 600");
    var sync = process("sync", connection);
    long job;
    try (var errors = sync.errorReader()) {
      job = number(errors.readLine());
      var _ = operator.await(job, LIMIT, found -> !found.attempts().isEmpty());

      // The process itself would close the streams that are read here.
      sync.toHandle().destroy();

      assertThat(errors.readAllAsString()).contains("job %d goes on".formatted(job));
      assertThat(sync.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(sync.exitValue()).isEqualTo(143);
      assertThat(operator.look(job).status()).isEqualTo("running");
    } finally {
      sync.destroyForcibly();
    }

    var logs = process("logs", Long.toString(job), "--follow");
    try (var lines = logs.inputReader()) {
      awaitLine(lines, "logging in as nobody");

      var cancel = run("cancel", Long.toString(job));

      assertThat(cancel.status()).as(cancel.errors()).isZero();
      assertThat(logs.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(logs.exitValue()).isZero();
      assertThat(run("cancel", Long.toString(job)).status()).isEqualTo(1);
    } finally {
      logs.destroyForcibly();
    }
  }

  @Test
  void aConnectorIsAddedAndItsWordIsShown() throws Exception {
    ShellConnector.make("source-failing-daily", BEHAVIOUR.replace("END", FAILS));

    var added = json("connector", "add", "lasius/source-failing-daily:dev", "--name", "Failing");
    var again = run("connector", "add", "lasius/source-failing-daily:dev");
    var none = run("connector", "add", "lasius/source-none:none");

    assertThat(added.path("name").asText()).isEqualTo("Failing");
    assertThat(again.output()).contains("already the source connector 'Failing'");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.errors()).contains("lasius/source-none:none");
  }

  /** Makes a connection of a source that ends its reads by some shell text. */
  private String connection(String name, String end) throws Exception {
    ShellConnector.make(name, BEHAVIOUR.replace("END", end));
    var definition = operator.definition("sources", "lasius/" + name, "dev", ",'network':'host'");
    return operator.connectionOf(
        operator.source(definition, "{}"),
        operator.destination("{'destinationType':'discard'}"),
        "{'name':'s'}");
  }

  private CommandUnderTest run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--server", server.api().address().toString()));
    return CommandUnderTest.run(
        Map.of("LASIUS_DATA", folder.toString()), all.toArray(String[]::new));
  }

  private JsonNode json(String... arguments) throws IOException {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    var command = run(all.toArray(String[]::new));
    assertThat(command.status()).as(command.errors()).isZero();
    return Json.parse(command.output());
  }

  /** Runs the packaged program. */
  private Process process(String... arguments) throws IOException {
    var command = new ArrayList<>(ServerProcess.command(arguments));
    command.addAll(List.of("--server", server.api().address().toString()));
    var builder = new ProcessBuilder(command);
    builder.environment().put("LASIUS_DATA", folder.toString());
    return builder.start();
  }

  private static long number(String line) {
    var started = STARTED.matcher(line);
    assertThat(started.matches()).as(line).isTrue();
    return Long.parseLong(started.group(1));
  }

  private static void awaitLine(BufferedReader lines, String part) throws IOException {
    var line = lines.readLine();
    while (line != null && !line.contains(part)) {
      line = lines.readLine();
    }
    assertThat(line).isNotNull();
  }
}
