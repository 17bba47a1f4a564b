package io.lasius.connector.sourcefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.SyncMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real process is killed in the middle of a read; numbered rows tell what came. */
@Timeout(60)
final class KillTest {
  private static final int ROWS = 20_000;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest(name = "killed after {0} lines")
  @ValueSource(ints = {1, 700, 10_432, 19_999})
  void goesOnFromTheLastStateWithoutALostOrDoubledRecord(int lines) throws Exception {
    var source =
        new SourceRun(folder)
            .configured("{\"path\":\"*.csv*\",\"streams\":\"single\",\"records_per_state\":1000}");
    writeRows(source.local.resolve("a.csv"), 1, ROWS / 2, false);
    writeRows(source.local.resolve("b.csv.gz"), ROWS / 2 + 1, ROWS, true);

    var killed = read(source, null, lines);
    List<JsonNode> states = killed.ofType("STATE");
    var rest = read(source, states.isEmpty() ? null : killed.lastState(), Integer.MAX_VALUE);

    List<String> seen = new ArrayList<>(killed.records().subList(0, beforeLastState(killed)));
    seen.addAll(rest.records());
    assertThat(rest.exit()).isZero();
    assertThat(seen).hasSize(ROWS);
    for (int row = 1; row <= ROWS; row++) {
      assertThat(seen.get(row - 1)).isEqualTo("{\"id\":%d,\"text\":\"row\\n%d\"}", row, row);
    }
  }

  private static int beforeLastState(SourceRun.Outcome outcome) {
    int records = 0;
    int before = 0;
    for (JsonNode message : outcome.messages()) {
      switch (message.path("type").asText()) {
        case "RECORD" -> records++;
        case "STATE" -> before = records;
        default -> {}
      }
    }
    return before;
  }

  private static SourceRun.Outcome read(
      SourceRun source, @Nullable JsonNode state, int killAfterLines) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dlocal=" + source.local);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KillableSource.class.getName());
    command.addAll(source.readArguments(SyncMode.INCREMENTAL, state));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var output = new StringBuilder();
    try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      int lines = 0;
      for (String line = reader.readLine();
          line != null && lines < killAfterLines;
          line = reader.readLine()) {
        output.append(line).append('\n');
        lines++;
      }
      if (lines >= killAfterLines) {
        process.destroyForcibly();
      }
    }
    return SourceRun.outcome(process.waitFor(), output.toString());
  }

  private static void writeRows(Path file, int from, int to, boolean gzip) throws IOException {
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = gzip ? new GZIPOutputStream(plain) : plain) {
      var text = new StringBuilder("id,text\n");
      for (int row = from; row <= to; row++) {
        text.append(row).append(",\"row\n").append(row).append("\"\n");
      }
      out.write(text.toString().getBytes(UTF_8));
    }
  }
}
