package io.lasius.connector.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.SyncMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSourceTest {
  @TempDir private Path folder = Path.of("");
  private SourceRun source;

  @BeforeEach
  void makeFolder() throws IOException {
    source =
        new SourceRun(folder)
            .configured(
                "{\"path\":\"*.csv\",\"streams\":\"single\",\"stream_name\":\"all\","
                    + "\"records_per_state\":3}");
  }

  @Test
  void checkSaysWhatIsWrong() throws IOException {
    assertThat(status(source.check())).contains("FAILED", "no file", "*.csv");

    source.file("a.csv", "a\n1\n");
    assertThat(status(source.check())).contains("SUCCEEDED");

    source.configured("{\"path\":\"../*.csv\"}");
    assertThat(status(source.check())).contains("FAILED", "leads out of /local");
  }

  @Test
  void makesAStreamOfEachFileOrASingleOneOfAll() throws IOException {
    source.file("a.csv", "x\n1\n").file("b.csv", "y\n2\n");

    assertThat(source.discover().schemaOf("all").size()).isEqualTo(2);
    assertThat(source.read(SyncMode.FULL_REFRESH, null).records())
        .containsExactly("{\"x\":1}", "{\"y\":2}");

    source.configured("{\"path\":\"*.csv\"}");
    assertThat(source.discover().schemaOf("a").has("x")).isTrue();
    assertThat(source.discover().schemaOf("b").has("y")).isTrue();
  }

  @Test
  void refusesTwoFilesThatWouldBeOneStream() throws IOException {
    source.file("a/x.csv", "x\n1\n").file("b/x.csv", "x\n1\n").configured("{\"path\":\"**\"}");

    assertThat(source.discover().error()).contains("a/x.csv", "b/x.csv", "stream 'x'");
  }

  @Test
  void readsNewAndChangedFilesOnly() throws IOException {
    source.file("a.csv", "x\n1\n").file("b.csv", "x\n2\n");
    JsonNode first = source.read(SyncMode.INCREMENTAL, null).lastState();

    source.file("b.csv", "x\n3\n4\n").file("c.csv", "x\n5\n");
    var second = source.read(SyncMode.INCREMENTAL, first);

    assertThat(second.records()).containsExactly("{\"x\":3}", "{\"x\":4}", "{\"x\":5}");
    assertThat(source.read(SyncMode.INCREMENTAL, second.lastState()).records()).isEmpty();
  }

  @Test
  void takesAFileThatWasOnlyCopiedOrTouchedForUnchanged() throws IOException {
    source.file("a.csv", "x\n1\n");
    JsonNode state = source.read(SyncMode.INCREMENTAL, null).lastState();
    Path file = source.local.resolve("a.csv");

    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    assertThat(source.read(SyncMode.INCREMENTAL, state).records()).isEmpty();

    Files.writeString(file, "x\n2\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(1)));
    assertThat(source.read(SyncMode.INCREMENTAL, state).records()).containsExactly("{\"x\":2}");
  }

  @Test
  void goesOnFromEachStateWithoutALostOrDoubledRecord() throws IOException {
    source.file("a.csv", rows(1, 10)).file("b.csv", rows(11, 20)).file("c.csv", rows(21, 22));
    for (SyncMode mode : SyncMode.values()) {
      var whole = source.read(mode, null);
      int before = 0;
      int states = 0;
      for (JsonNode message : whole.messages()) {
        if (message.path("type").asText().equals("RECORD")) {
          before++;
        } else if (message.path("type").asText().equals("STATE")) {
          states++;
          var rest = source.read(mode, message.path("state"));

          assertThat(rest.records()).isEqualTo(whole.records().subList(before, 22));
          assertThat(message.at("/state/sourceStats/recordCount").asInt()).isBetween(1, 3);
        }
      }
      assertThat(states).isEqualTo(8);
    }
  }

  @Test
  void readsAFileAnewThatShrankOrChangedAfterAStateInItsMiddle() throws IOException {
    source.file("a.csv", rows(1, 10));
    JsonNode middle =
        source.read(SyncMode.INCREMENTAL, null).ofType("STATE").getFirst().path("state");

    source.file("a.csv", rows(1, 2));
    assertThat(source.read(SyncMode.INCREMENTAL, middle).records()).hasSize(2);

    source.file("a.csv", rows(31, 40));
    assertThat(source.read(SyncMode.INCREMENTAL, middle).records()).hasSize(10);
  }

  @Test
  void keepsThePlaceInAFileThatComesAfterANewOne() throws IOException {
    source.file("b.csv", rows(1, 4));
    JsonNode middle =
        source.read(SyncMode.INCREMENTAL, null).ofType("STATE").getFirst().path("state");
    source.file("a.csv", rows(5, 10));

    var first = source.read(SyncMode.INCREMENTAL, middle);
    var resumed = source.read(SyncMode.INCREMENTAL, first.ofType("STATE").getFirst().path("state"));

    assertThat(first.records()).hasSize(6 + 1).last().isEqualTo("{\"x\":4}");
    assertThat(resumed.records())
        .containsExactly("{\"x\":8}", "{\"x\":9}", "{\"x\":10}", "{\"x\":4}");
  }

  @Test
  void writesNoColumnThatTheConfiguredSchemaDoesNotHave() throws IOException {
    source.file("a.csv", "x,y\n1,2\n");
    var catalog = source.catalog(SyncMode.INCREMENTAL);
    source.file("a.csv", "z,x,y\n0,3,4\n");

    var read = source.run(source.readArguments(catalog, null).toArray(String[]::new));

    assertThat(read.records()).containsExactly("{\"x\":3,\"y\":4}");
  }

  @Test
  void refusesAStateWithoutATimeOfItsFile() throws IOException {
    source.file("a.csv", "x\n1\n");
    JsonNode state =
        SourceRun.object(
            """
            {"type":"STREAM","stream":{"stream_descriptor":{"name":"all"},
             "stream_state":{"files":{"a.csv":{"size":1,"modified":"yesterday"}}}}}
            """);

    assertThat(source.read(SyncMode.INCREMENTAL, state).error()).contains("state", "a.csv");
  }

  private static String rows(int from, int to) {
    List<String> rows = IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    return "x\n" + String.join("\n", rows) + "\n";
  }

  private static String status(SourceRun.Outcome check) {
    return check.ofType("CONNECTION_STATUS").toString();
  }
}
