package io.lasius.connector.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each fault, and those that only a process can show as one. */
@Timeout(60)
final class FaultConnectorTest {
  private static final String CATALOG =
      """
      {"streams": [{"stream": {"name": "numbers_1", "json_schema": {},
        "supported_sync_modes": ["incremental"]},
        "sync_mode": "incremental", "destination_sync_mode": "append"}]}
      """;

  @TempDir private Path folder = Path.of("");
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private record Run(int status, List<String> lines) {
    List<String> kinds() {
      return lines.stream()
          .filter(line -> !line.contains("STREAM_STATUS"))
          .map(line -> line.replaceAll(".*\"type\":\"(RECORD|STATE|TRACE)\".*", "$1"))
          .toList();
    }
  }

  @Test
  void exitsAtTheRecordWithWhatCameBeforeWritten() throws Exception {
    var run = read("\"fault\": {\"action\": \"exit\", \"number\": 4, \"exit_status\": 7}");

    assertThat(run.status()).isEqualTo(7);
    assertThat(run.kinds()).containsExactly("RECORD", "RECORD", "STATE", "RECORD");
    assertThat(errors.toString(UTF_8)).isEqualTo("fault: EXIT" + System.lineSeparator());
  }

  @Test
  void tearsALine() throws Exception {
    var run = read("\"fault\": {\"action\": \"torn_line\", \"number\": 2}");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines().getLast()).startsWith("{\"type\":\"RECORD\"").doesNotContain("}");
  }

  @Test
  void goesOnAfterGarbageAndUndeliverableRecords() throws Exception {
    var garbage =
        read("\"fault\": {\"action\": \"garbage\", \"point\": \"before_state\", \"times\": 2}");
    var undeliverable = read("\"fault\": {\"action\": \"undeliverable\", \"number\": 3}");
    var broken = read("\"fault\": {\"action\": \"broken_line\", \"number\": 3}");

    assertThat(garbage.status()).isZero();
    assertThat(garbage.lines()).filteredOn(line -> line.startsWith("garbage")).hasSize(2);
    assertThat(undeliverable.lines()).anyMatch(line -> line.contains("\"data\":\"this should"));
    assertThat(broken.status()).isZero();
    assertThat(broken.lines()).filteredOn(line -> !line.endsWith("}")).hasSize(1);
  }

  @Test
  void tellsAnErrorOfTheKindThatWasAskedFor() throws Exception {
    var run =
        read(
            "\"fault\": {\"action\": \"error\", \"number\": 1, \"failure_type\": \"config_error\"}");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines().getLast()).contains("\"ERROR\"", "config_error");
  }

  @Test
  void strikesOnlyInRunsThatBeginEarlyEnough() throws Exception {
    String fault = "\"fault\": {\"action\": \"exit\", \"number\": 4, \"started_by\": 2}";

    var first = read(fault);
    var resumed = run("read", fault, "", Map.of(), stateAt(2));

    assertThat(first.status()).isEqualTo(1);
    assertThat(resumed.status()).isZero();
    assertThat(resumed.kinds()).containsExactly("RECORD", "RECORD", "STATE", "RECORD", "STATE");
  }

  @Test
  void strikesAtARecordOfTheRunWhereverItBegan() throws Exception {
    String fault = "\"fault\": {\"action\": \"exit\", \"point\": \"run_record\", \"number\": 3}";

    var first = read(fault);
    var resumed = run("read", fault, "", Map.of(), stateAt(2));

    assertThat(first.kinds()).containsExactly("RECORD", "RECORD", "STATE");
    assertThat(resumed.kinds()).containsExactly("RECORD", "RECORD", "STATE");
    assertThat(resumed.status()).isEqualTo(1);
  }

  @Test
  void strikesOnlyInTheFirstAttempts() throws Exception {
    String fault = "\"fault\": {\"action\": \"exit\", \"number\": 1, \"attempts\": 2}";

    var second = run("read", fault, "", Map.of("WORKER_JOB_ATTEMPT", "1"), null);
    var third = run("read", fault, "", Map.of("WORKER_JOB_ATTEMPT", "2"), null);

    assertThat(second.status()).isEqualTo(1);
    assertThat(third.status()).isZero();
  }

  @Test
  void strikesElsewhereInEachAttempt() throws Exception {
    String fault = "\"fault\": {\"action\": \"exit\", \"numbers\": [2, 0, 4]}";

    var first = run("read", fault, "", Map.of("WORKER_JOB_ATTEMPT", "0"), null);
    var second = run("read", fault, "", Map.of("WORKER_JOB_ATTEMPT", "1"), null);
    var third = run("read", fault, "", Map.of("WORKER_JOB_ATTEMPT", "2"), null);
    var fourth = run("read", fault, "", Map.of("WORKER_JOB_ATTEMPT", "3"), null);

    assertThat(first.status()).isEqualTo(1);
    assertThat(first.kinds()).containsExactly("RECORD");
    assertThat(second.status()).isZero();
    assertThat(third.status()).isEqualTo(1);
    assertThat(third.kinds()).containsExactly("RECORD", "RECORD", "STATE", "RECORD");
    assertThat(fourth.status()).isZero();
  }

  @Test
  void returnsStatesInTheFormThatWasAskedFor() throws Exception {
    assertThat(states("twice")).containsExactly("1", "1", "2", "2");
    assertThat(states("never")).isEmpty();
    assertThat(states("late")).containsExactly("1", "2");
    assertThat(states("reversed")).containsExactly("2", "1");
    assertThat(states("rewritten")).containsExactly("1.0", "2.0");
    assertThat(states("unwrapped")).containsExactly("1.0", "2.0");
  }

  @Test
  void breaksAtAStateThatItReturns() throws Exception {
    var before =
        write(
            "\"fault\": {\"action\": \"exit\", \"point\": \"before_state\", \"number\": 2,"
                + " \"exit_status\": 0}");
    var after = write("\"fault\": {\"action\": \"exit\", \"point\": \"after_state\"}");
    var end = write("\"fault\": {\"action\": \"exit\", \"point\": \"end\", \"exit_status\": 9}");

    assertThat(before.status()).isZero();
    assertThat(before.kinds()).containsExactly("STATE");
    assertThat(after.status()).isEqualTo(1);
    assertThat(after.kinds()).startsWith("STATE");
    assertThat(end.status()).isEqualTo(9);
    assertThat(end.kinds()).containsExactly("STATE", "STATE");
  }

  @Test
  void endsAsAProcessDoesThatCrashes() throws Exception {
    var process =
        process("\"fault\": {\"action\": \"torn_line\", \"number\": 4, \"exit_status\": 7}");

    var run = new Run(0, process.inputReader(UTF_8).lines().toList());

    assertThat(process.waitFor()).isEqualTo(7);
    assertThat(run.kinds()).hasSize(5).startsWith("RECORD", "RECORD", "STATE", "RECORD");
    assertThat(run.lines().getLast()).doesNotEndWith("}");
  }

  @Test
  void hangsUntilItIsKilled() throws Exception {
    var process = process("\"fault\": {\"action\": \"hang\", \"number\": 3}");
    var out = process.inputReader(UTF_8);
    var kinds = new ArrayList<String>();
    while (!kinds.contains("STATE")) {
      kinds.addAll(new Run(0, List.of(out.readLine())).kinds());
    }

    boolean ended = process.waitFor(2, TimeUnit.SECONDS);
    boolean wroteMore = out.ready();
    process.destroyForcibly();

    assertThat(ended).isFalse();
    assertThat(kinds).containsExactly("RECORD", "RECORD", "STATE");
    assertThat(wroteMore).isFalse();
  }

  @Test
  void cutsOffWhatAKillHasTornWhenItWritesOn() throws Exception {
    Files.createDirectories(folder.resolve("local/out"));
    Path file = folder.resolve("local/out/numbers_1.jsonl");
    Files.writeString(file, "{\"id\":7}\n{\"id\":8");

    write("\"folder\": \"/local/out\"");

    assertThat(Files.readString(file)).isEqualTo("{\"id\":7}\n{\"id\":1}\n{\"id\":2}\n");
  }

  private Run read(String settings) throws Exception {
    return run("read", settings, "", Map.of(), null);
  }

  private Run write(String settings) throws Exception {
    var input = new StringBuilder();
    for (int id = 1; id <= 2; id++) {
      input.append(
          ("{\"type\":\"RECORD\",\"record\":{\"stream\":\"numbers_1\",\"data\":{\"id\":%d},"
                  + "\"emitted_at\":1}}\n")
              .formatted(id));
      input.append("{\"type\":\"STATE\",\"state\":%s}\n".formatted(state(id)));
    }
    return run("write", settings, input.toString(), Map.of(), null);
  }

  private List<String> states(String form) throws Exception {
    return write("\"states\": \"%s\"".formatted(form)).lines().stream()
        .map(line -> line.replaceAll(".*\"stream_state\":\\{\"id\":([^}]*)}.*", "$1"))
        .toList();
  }

  private static String state(int id) {
    return "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"numbers_1\"},\"stream_state\":{\"id\":%d}}}"
        .formatted(id);
  }

  private static String stateAt(int id) {
    return "[" + state(id) + "]";
  }

  private Run run(
      String command,
      String settings,
      String input,
      Map<String, String> environment,
      @Nullable String state)
      throws IOException {
    var out = new ByteArrayOutputStream();
    var variables = new HashMap<>(environment);
    variables.put(FaultConnector.LOCAL, local());
    int status =
        FaultConnector.run(
            arguments(command, settings, state),
            variables,
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            Channels.newChannel(out),
            new PrintStream(errors, true, UTF_8));
    return new Run(status, out.toString(UTF_8).lines().toList());
  }

  private List<String> arguments(String command, String settings, @Nullable String state)
      throws IOException {
    String config = "{\"records\": 5, \"records_per_state\": 2, %s}".formatted(settings);
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--config", file("config.json", config)));
    arguments.addAll(List.of("--catalog", file("catalog.json", CATALOG)));
    if (state != null) {
      arguments.addAll(List.of("--state", file("state.json", state)));
    }
    return arguments;
  }

  /** A read by a process of its own. */
  private Process process(String settings) throws IOException {
    var call = new ArrayList<String>();
    call.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    call.addAll(List.of("-cp", System.getProperty("java.class.path")));
    call.add(FaultConnector.class.getName());
    call.addAll(arguments("read", settings, null));
    var builder = new ProcessBuilder(call);
    builder.environment().put(FaultConnector.LOCAL, local());
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private String local() throws IOException {
    return Files.createDirectories(folder.resolve("local")).toString();
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
