package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.ServerProcess;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.EngineAddress;
import io.lasius.server.container.EngineUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RunCommandIT {
  /** The engine names a container's host after the beginning of its id. */
  private static final int HOSTNAME_LENGTH = 12;

  private static final String SOURCE =
      """
      case $1 in
      spec)
        echo '{"type":"SPEC","spec":{"connectionSpecification":{"required":["host"],"properties":{
          "password":{"type":"string","airbyte_secret":true,"default":"hunter2","order":1},
          "host":{"type":"string","description":"<b>Where</b> it is","order":0}}}}}' | tr -d '\\n'
        echo ;;
      discover)
        echo '{"type":"CATALOG","catalog":{"streams":[
          {"name":"users","json_schema":{"properties":{"id":{"type":["null","integer"]}}},
           "supported_sync_modes":["full_refresh","incremental"],"source_defined_cursor":true},
          {"name":"orders","namespace":"shop","json_schema":{}}]}}' | tr -d '\\n'
        echo ;;
      read)
        echo 'starting'
        cat $7 >&2
        echo '{"type":"RECORD","record":{"stream":"users","data":{"id":1,"price":37.00},"emitted_at":1}}'
        echo '{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"users"},"stream_state":{"n":37.00}}}}' ;;
      esac
      """;

  @TempDir private Path folder;
  private Path config;

  RunCommandIT() {
    config = Path.of("config.json");
  }

  @BeforeAll
  static void buildTheImage() throws Exception {
    EngineUnderTest.buildImage();
  }

  @BeforeEach
  void writeAConfig() throws IOException {
    config = Files.writeString(folder.resolve("config.json"), "{\"password\":\"hunter2\"}");
  }

  @Test
  void showsTheSettingsOfAConnectorButNoSecretDefault() {
    var run = run(SOURCE, "spec");

    assertThat(run.status()).isZero();
    assertThat(run.output().lines().skip(2))
        .containsExactly(
            "host      string  yes                        Where it is",
            "password  string                     yes");
  }

  @Test
  void tellsWithinTwoSecondsThatNoEngineAnswers() {
    var began = System.nanoTime();

    var run =
        CommandUnderTest.run(
            Map.of("DOCKER_HOST", "unix://" + folder.resolve("none.sock")),
            "run",
            EngineUnderTest.IMAGE,
            "spec");

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors()).contains("no container engine answers at", "docker/engine up");
  }

  @Test
  void showsTheStreamsOfASource() {
    var run = run(SOURCE, "discover", "--config", config.toString());

    assertThat(run.output()).contains("users", "(the source's own)", "id integer", "shop.orders");
  }

  @Test
  void showsFirstRecordsAndCounts() {
    var run = run(SOURCE, "read", "--config", config.toString());

    assertThat(run.errors()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.output())
        .contains("users: 1 of 1 record", "1   37.00")
        .containsPattern("users +incremental +1 +90 B +1")
        .containsPattern("shop.orders +full_refresh +0 +0 B +0");
  }

  @Test
  void givesTheLinesAsTheyCameAndNothingElse() {
    var run = run(SOURCE, "read", "--config", config.toString(), "--raw");

    assertThat(run.output())
        .isEqualTo(
            """
            starting
            {"type":"RECORD","record":{"stream":"users","data":{"id":1,"price":37.00},"emitted_at":1}}
            {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"users"},"stream_state":{"n":37.00}}}}
            """);
  }

  @Test
  void readsOnFromTheStatesThatItWrote() {
    var states = folder.resolve("states.json").toString();
    run(SOURCE, "read", "--config", config.toString(), "--state-out", states);

    var run = run(SOURCE, "read", "--config", config.toString(), "--state", states, "-v");

    assertThat(run.errors())
        .contains(
            "stderr: [{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"n\":37.00}}}]");
  }

  @Test
  void configuresTheStreamsThatAreNamed() {
    var source = SOURCE.replace("cat $7", "cat $5");

    var run = run(source, "read", "--config", config.toString(), "--streams", "users", "--verbose");

    assertThat(run.errors())
        .contains("\"name\":\"users\"", "\"sync_mode\":\"incremental\"")
        .doesNotContain("orders");
  }

  @Test
  void namesTheStreamsThatThereAre() {
    var run = run(SOURCE, "read", "--config", config.toString(), "--streams", "people");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("no stream 'people'; it has: shop.orders, users");
  }

  @Test
  void tellsWhyAConnectorFailed() {
    var run =
        run(
            """
            echo '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1,"error":{"message":"no such host","failure_type":"config_error"}}}'
            echo 'Traceback' >&2
            exit 3
            """,
            "spec");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors())
        .contains("exit status 3", "config error: no such host", "stderr ended with:", "Traceback");
  }

  @Test
  void tellsThatAConnectorAnsweredNothing() {
    var run = run("exit 0", "spec");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors()).contains("it answered spec without a message of type SPEC");
  }

  @Test
  void failsWhenTheConnectorRefusesTheConfiguration() {
    var run =
        run(
            "echo '{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"FAILED\",\"message\":\"no access\"}}'",
            "check",
            "--config",
            config.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).contains("FAILED", "no access");
  }

  @Test
  void failsWhenARecordIsBrokenAndKeepsThePositionBeforeIt() {
    var states = folder.resolve("states.json");
    var source = SOURCE.replace("\"data\":{\"id\":1,\"price\":37.00}", "\"data\":7");

    var run = run(source, "read", "--config", config.toString(), "--state-out", states.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors()).contains("the record has no data object").doesNotContain("37.00");
    assertThat(states).hasContent("[]");
  }

  @Test
  void refusesAConfigurationThatIsNoJsonWithoutShowingIt() throws IOException {
    Files.writeString(config, "{\"password\": hunter2}");

    var run = run(SOURCE, "check", "--config", config.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("is no JSON: see line 1").doesNotContain("hunter2");
  }

  @Test
  void refusesACallThatMakesNoSense() {
    assertThat(run(SOURCE, "check").errors()).contains("check needs a configuration");
    assertThat(run(SOURCE, "chek").errors()).contains("'chek' is none of spec, check");
    assertThat(run(SOURCE, "check", "--config", "/none").errors()).contains("does not exist");
    assertThat(CommandUnderTest.run(Map.of(), "run", "lasius/none:none", "spec").status())
        .isEqualTo(2);
  }

  @Test
  void showsTheConnectorTheFolderThatIsNamed() throws IOException {
    Files.writeString(folder.resolve("greeting"), "hello");

    var run = run("cat /local/greeting", "spec", "--raw", "--local", folder.toString());

    assertThat(run.output()).isEqualTo("hello");
  }

  @Test
  void leavesNoContainerBehind() throws IOException {
    var run = run("hostname; exit 1", "spec", "--raw");

    assertThat(run.output()).hasSizeGreaterThan(10);
    assertThat(containers()).doesNotContain(run.output().strip());
  }

  @Test
  void removesTheContainerWhenItIsStopped() throws Exception {
    var process = start("hostname; sleep 600", "spec", "--raw");
    try (BufferedReader output = process.inputReader()) {
      var container = output.readLine();
      assertThat(containers()).contains(container);

      process.destroy();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(containers()).doesNotContain(container);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Its tail is gone once the engine closed the pipe of a container that nobody read any more. */
  @Test
  void failsWhereItCouldNotReadTheEndOfTheOutputInTime() throws Exception {
    var shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    var source =
        """
        hostname
        while [ ! -e /local/go ]; do sleep 0.05; done
        %s
        touch /local/end
        """
            .formatted(EngineUnderTest.FILLING_THE_WAY);
    var process = start(source, "spec", "--raw", "--local", shared.toString());
    try (BufferedReader output = process.inputReader();
        BufferedReader errors = process.errorReader()) {
      assertThat(output.readLine()).isNotEmpty();
      signal(process, "STOP");
      Files.createFile(shared.resolve("go"));
      while (!Files.exists(shared.resolve("end"))) {
        assertThat(Thread.interrupted()).as("the limit is over").isFalse();
      }
      // The engine tells nobody that it has given up: its limit has to pass.
      var passed = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
      while (System.nanoTime() < passed) {
        Thread.onSpinWait();
      }

      signal(process, "CONT");

      assertThat(output.lines().count()).isGreaterThan(5_000);
      assertThat(errors.lines().toList().toString())
          .contains("the end of the output of", "may be missing");
      assertThat(process.waitFor()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void signal(Process process, String signal)
      throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static CommandUnderTest run(String behaviour, String action, String... options) {
    return CommandUnderTest.run(Map.of(), arguments(behaviour, action, options));
  }

  /** The same in a process of its own. */
  private static Process start(String behaviour, String action, String... options)
      throws IOException {
    var command = ServerProcess.command(arguments(behaviour, action, options));
    return new ProcessBuilder(command).start();
  }

  private static String[] arguments(String behaviour, String action, String... options) {
    var arguments = new ArrayList<>(List.of("run", EngineUnderTest.IMAGE, action));
    arguments.addAll(List.of("--network", "none", "--env", "BEHAVIOUR=" + behaviour));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  /** Those on the engine, by the names that they have for themselves. */
  private static List<String> containers() throws IOException {
    try (var engine = new DockerEngine(EngineAddress.fromEnvironment(System.getenv()))) {
      return engine.containers(Map.of()).stream()
          .map(container -> container.id().substring(0, HOSTNAME_LENGTH))
          .toList();
    }
  }
}
