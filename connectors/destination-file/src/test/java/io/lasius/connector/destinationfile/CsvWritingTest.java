package io.lasius.connector.destinationfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.sdk.testkit.ConnectorOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvWritingTest {
  @TempDir private Path folder = Path.of("");
  private DestinationRun destination;

  @BeforeEach
  void makeFolder() throws IOException {
    destination = new DestinationRun(folder).configured("{\"format\":\"csv\"}");
    columns("b", "a", "c d");
  }

  @Test
  void writesTheColumnsOfTheSchemaInOrderAndEachValueInFull() throws Exception {
    destination.append(
        "{\"a\":37.00,\"b\":\"x,\\\"y\\\"\\nz\",\"c d\":true}",
        "{\"b\":{\"k\" : [1.10]},\"a\":[ ]}",
        "{\"c d\":\"\",\"a\":null,\"b\":\"é\"}");

    assertThat(destination.text("users.csv"))
        .isEqualTo(
            "b,a,c d\n\"x,\"\"y\"\"\nz\",37.00,true\n\"{\"\"k\"\" : [1.10]}\",[ ],\né,,\"\"\n");
  }

  @Test
  void failsOnAFieldThatHasNoColumnAndKeepsWhatCameBefore() throws Exception {
    ConnectorOutcome outcome = destination.append("{\"a\":1}", "{\"a\":2,\"new\":\"secret\"}");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.states()).isEmpty();
    assertThat(outcome.errors().toString())
        .contains("users", "'new'", "refresh", "CONFIG_ERROR")
        .doesNotContain("secret");
    assertThat(destination.text("users.csv")).isEmpty();
  }

  @Test
  void refusesANewColumnAndLeavesTheFileAsItIs() throws Exception {
    destination.append("{\"a\":1}");
    columns("b", "a", "c d", "e");

    var outcome = destination.append("{\"a\":2,\"e\":3}");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errors().toString()).contains("users.csv", "[e]");
    assertThat(destination.text("users.csv")).isEqualTo("b,a,c d\n,1,\n");
  }

  @Test
  void writesInTheFilesOrderAndLeavesColumnsEmptyThatTheStreamNoLongerHas() throws Exception {
    destination.append("{\"a\":1}");
    columns("a", "b");

    destination.append("{\"a\":2,\"b\":3}");

    assertThat(destination.text("users.csv")).isEqualTo("b,a,c d\n,1,\n3,2,\n");
  }

  @Test
  void readsTheHeaderThatAnEditorWrote() throws Exception {
    Files.writeString(destination.local.resolve("users.csv"), "\uFEFF\"c d\",\"b\",\"a\"\r\n1,2,3");

    destination.append("{\"a\":6,\"b\":5,\"c d\":4}");

    assertThat(destination.text("users.csv"))
        .isEqualTo("\uFEFF\"c d\",\"b\",\"a\"\r\n1,2,3\n4,5,6\n");
  }

  @Test
  void writesTheHeaderOfAStreamWithoutRecords() throws Exception {
    destination.replace(1);

    assertThat(destination.text("users.csv")).isEqualTo("b,a,c d\n");
  }

  @Test
  void refusesAStreamWithoutColumns() throws Exception {
    columns();

    assertThat(destination.append("{}").errors().toString()).contains("no fields");
  }

  @Test
  void writesOneHeaderOverSeveralCompressedMembers() throws Exception {
    destination.configured("{\"format\":\"csv\",\"compression\":\"gzip\"}");

    destination.append("{\"a\":1}");
    destination.append("{\"a\":2}");

    assertThat(destination.text("users.csv.gz")).isEqualTo("b,a,c d\n,1,\n,2,\n");
  }

  private void columns(String... names) {
    var properties = new StringBuilder();
    for (String name : names) {
      properties.append(properties.isEmpty() ? "" : ",").append("\"%s\":{}".formatted(name));
    }
    destination.schema("{\"properties\":{%s}}".formatted(properties));
  }
}
