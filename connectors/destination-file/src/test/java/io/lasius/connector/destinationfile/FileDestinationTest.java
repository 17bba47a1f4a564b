package io.lasius.connector.destinationfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.message.ConnectionStatusMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileDestinationTest {
  @TempDir private Path folder = Path.of("");
  private DestinationRun destination;

  @BeforeEach
  void makeFolder() throws IOException {
    destination = new DestinationRun(folder);
  }

  @Test
  void writesTheDataOfEachRecordByteForByte() throws Exception {
    destination.append(
        "{\"a\":37.00, \"b\" : 12345678901234567890.10}", "{\"c\":\"\\u00e9\\ud800\"}");

    assertThat(destination.text("users.jsonl"))
        .isEqualTo("{\"a\":37.00, \"b\" : 12345678901234567890.10}\n{\"c\":\"\\u00e9\\ud800\"}\n");
  }

  @Test
  void putsANamespaceIntoAFolderAndLetsNoNameLeaveIt() throws Exception {
    destination.stream("users", "shop").append("{}");
    destination.stream("../../x", "../..").append("{}");
    destination.stream("..", "..").append("{}");

    assertThat(destination.files())
        .containsExactly(
            "%2E%2E%2F%2E%2E/%2E.%2F..%2Fx.jsonl", "%2E%2E/%2E..jsonl", "shop/users.jsonl");
    assertThat(folder.resolve("x.jsonl")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"/etc", "..", "/local/../x", "link/x", "link"})
  void checkRefusesAFolderThatLeavesLocal(String path) throws Exception {
    Files.createSymbolicLink(destination.local.resolve("link"), folder);

    var outcome = destination.configured("{\"folder\":\"%s\"}".formatted(path)).check();

    assertThat(outcome.messages(ConnectionStatusMessage.class))
        .singleElement()
        .satisfies(status -> {
          assertThat(status.status()).isEqualTo(ConnectionStatusMessage.Status.FAILED);
          assertThat(status.message()).contains("leads out of /local");
        });
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void checkMakesTheFolderAndLeavesNothingInIt() throws Exception {
    var outcome = destination.configured("{\"folder\":\"a/b\"}").check();

    assertThat(outcome.messages(ConnectionStatusMessage.class))
        .containsExactly(ConnectionStatusMessage.succeeded());
    assertThat(destination.local.resolve("a/b")).isEmptyDirectory();
  }

  @Test
  void aRetryOfAGenerationGoesOnAfterWhatWasCommitted() throws Exception {
    destination.replace(1, "{\"id\":0}");
    destination.breakOff(2, "{\"id\":1}", "{\"id\":2}");
    assertThat(destination.text("users.jsonl")).isEqualTo("{\"id\":0}\n");

    destination.replace(2, "{\"id\":3}");

    assertThat(destination.text("users.jsonl")).isEqualTo("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
  }

  @Test
  void aRetryAfterTheReplacementAddsToIt() throws Exception {
    destination.replace(2, "{\"id\":1}");

    destination.replace(2);
    assertThat(destination.text("users.jsonl")).isEqualTo("{\"id\":1}\n");

    destination.replace(2, "{\"id\":2}");
    assertThat(destination.text("users.jsonl")).isEqualTo("{\"id\":1}\n{\"id\":2}\n");
  }

  @Test
  void aGenerationOfTheSameNumberOfAnotherJobReplacesAll() throws Exception {
    destination.replace(1, "{\"id\":1}");
    var otherJob = destination.stream(DestinationSyncMode.APPEND).withGeneration(1, 1, 77);

    destination.write(otherJob, true, "{\"id\":2}");

    assertThat(destination.text("users.jsonl")).isEqualTo("{\"id\":2}\n");
  }

  @Test
  void whatOlderGenerationsLeftGoesAway() throws Exception {
    destination.breakOff(2, "{\"id\":2}");
    assertThat(destination.files()).containsExactly(".users.jsonl.generation-2-2");

    destination.replace(3, "{\"id\":3}");

    assertThat(destination.text("users.jsonl")).isEqualTo("{\"id\":3}\n");
    assertThat(destination.files()).containsExactly(".users.jsonl.generation", "users.jsonl");
  }

  @ParameterizedTest
  @CsvSource({"jsonl, none", "jsonl, gzip", "csv, none", "csv, gzip"})
  void anAppendTakesOverWhatAReplacementCommittedThatDidNotComplete(
      String format, String compression) throws Exception {
    destination.configured(
        "{\"format\":\"%s\",\"compression\":\"%s\"}".formatted(format, compression));
    String file = "users.%s%s".formatted(format, compression.equals("gzip") ? ".gz" : "");
    destination.append("{\"id\":0}");
    destination.breakOff(2, "{\"id\":1}");
    var next = destination.stream(DestinationSyncMode.APPEND).withGeneration(2, 0, 9);

    destination.write(next, true, "{\"id\":2}");

    assertThat(destination.text(file))
        .isEqualTo(format.equals("csv") ? "id\n0\n1\n2\n" : "{\"id\":0}\n{\"id\":1}\n{\"id\":2}\n");
    assertThat(destination.files()).containsExactly(file);
  }

  @Test
  void overwriteWithoutGenerationsReplacesWhenItIsComplete() throws Exception {
    var overwrite = destination.stream(DestinationSyncMode.OVERWRITE);
    destination.append("{\"id\":0}");

    destination.write(overwrite, false, "{\"id\":1}");
    assertThat(destination.text("users.jsonl")).isEqualTo("{\"id\":0}\n");

    destination.write(overwrite, true, "{\"id\":2}");
    assertThat(destination.text("users.jsonl")).isEqualTo("{\"id\":2}\n");
    assertThat(destination.files()).containsExactly("users.jsonl");
  }

  @Test
  void keepsAllGenerationsWhereTheMinimumIsZero() throws Exception {
    destination.append("{\"id\":0}");

    destination.write(
        destination.stream(DestinationSyncMode.APPEND).withGeneration(5, 0, 5), true, "{\"id\":1}");

    assertThat(destination.text("users.jsonl")).isEqualTo("{\"id\":0}\n{\"id\":1}\n");
  }

  @Test
  void refusesWhatFilesCannotDo() throws Exception {
    var dedup = destination.write(destination.stream(DestinationSyncMode.APPEND_DEDUP), true);
    assertThat(dedup.status()).isEqualTo(1);
    assertThat(dedup.errors().toString()).contains("append or overwrite");

    var some =
        destination.write(
            destination.stream(DestinationSyncMode.APPEND).withGeneration(5, 3, 5), true);
    assertThat(some.status()).isEqualTo(1);
    assertThat(some.errors().toString()).contains("minimum_generation_id 3");
  }

  @Test
  void appendsToAFileThatAUserEditedOnANewLine() throws Exception {
    destination.append("{\"id\":0}");
    Files.writeString(
        destination.local.resolve("users.jsonl"), "{\"id\":\"mine\"}", StandardOpenOption.APPEND);

    destination.append("{\"id\":1}");

    assertThat(destination.text("users.jsonl"))
        .isEqualTo("{\"id\":0}\n{\"id\":\"mine\"}\n{\"id\":1}\n");
  }

  @Test
  void writesAWholeCompressedFileAlsoWithoutRecords() throws Exception {
    destination.configured("{\"compression\":\"gzip\"}").replace(1);

    assertThat(destination.text("users.jsonl.gz")).isEmpty();
    assertThat(Files.size(destination.local.resolve("users.jsonl.gz"))).isPositive();
  }

  @Test
  void touchesNothingWhereAnAppendBringsNothing() throws Exception {
    destination.append();

    assertThat(destination.files()).isEmpty();
  }
}
