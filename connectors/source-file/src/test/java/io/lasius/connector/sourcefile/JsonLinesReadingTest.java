package io.lasius.connector.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.SyncMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLinesReadingTest {
  private static final String CONFIG =
      "{\"path\":\"t.jsonl\",\"format\":{\"type\":\"jsonl\"},\"on_misfit\":\"%s\"}";

  @TempDir private Path folder = Path.of("");
  private SourceRun source;

  @BeforeEach
  void makeFolder() throws IOException {
    source = new SourceRun(folder).configured(CONFIG.formatted("fail"));
  }

  @Test
  void keepsEachValueAsItStandsInTheFile() throws IOException {
    source.file(
        "t.jsonl",
        """
        {"a":37.00,"b":"\\u00e9\\ud800","c":{"x":[1.10, 2e400]},"d":[ {"y":null} ],"e":true,"f":null}

        {"a":123456789012345678901234567890,"b":"é"}
        """);

    var read = source.read(SyncMode.FULL_REFRESH, null);

    assertThat(read.exit()).isZero();
    assertThat(read.records())
        .containsExactly(
            "{\"a\":37.00,\"b\":\"\\u00e9\\ud800\",\"c\":{\"x\":[1.10, 2e400]},"
                + "\"d\":[ {\"y\":null} ],\"e\":true,\"f\":null}",
            "{\"a\":123456789012345678901234567890,\"b\":\"é\"}");
  }

  @Test
  void discoversTheTypesOfAllFieldsOfAllRows() throws IOException {
    source.file(
        "t.jsonl",
        """
        {"i":1,"n":1,"s":"2012-01-01","o":{},"l":[],"m":1}
        {"i":2,"n":1.5,"b":false,"m":"x","e":null}
        """);

    assertThat(source.discover().schemaOf("t"))
        .isEqualTo(
            SourceRun.object(
                """
                {"i":{"type":["null","integer"]},"n":{"type":["null","number"]},
                 "s":{"type":["null","string"]},"o":{"type":["null","object"]},
                 "l":{"type":["null","array"]},
                 "m":{"type":["null","boolean","number","string","array","object"]},
                 "b":{"type":["null","boolean"]},"e":{"type":["null","string"]}}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":2",
        "{\"a\":2}}",
        "{\"a\":2} {\"a\":3}",
        "[1]",
        "7",
        "{\"a\":secret}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":01}",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
      })
  void failsOnABrokenLineAndTellsWhereItIs(String broken) throws IOException {
    source.file("t.jsonl", "{\"a\":1}\n{\"a\":1}\n");
    var catalog = source.catalog(SyncMode.FULL_REFRESH);
    source.file("t.jsonl", "{\"a\":1}\n\n" + broken + "\n{\"a\":3}\n");

    var read = source.run(source.readArguments(catalog, null).toArray(String[]::new));

    assertThat(read.exit()).isEqualTo(1);
    assertThat(read.records()).containsExactly("{\"a\":1}");
    assertThat(read.error()).contains("t.jsonl", "line 3").doesNotContain("secret");
  }

  @Test
  void makesABrokenLineARecordOfNullsWhereThatIsSet() throws IOException {
    source
        .file("t.jsonl", "{\"a\":1,\"b\":2}\nbroken\n{\"a\":\"x\",\"b\":3}\n")
        .configured(CONFIG.formatted("set_null"));

    var read = source.read(SyncMode.FULL_REFRESH, null);

    assertThat(read.exit()).isZero();
    assertThat(read.records()).containsExactly("{\"a\":1,\"b\":2}", "{}", "{\"a\":\"x\",\"b\":3}");
    assertThat(read.ofType("RECORD").get(1).at("/record/meta/changes"))
        .extracting(each -> each.path("field").asText())
        .containsExactly("a", "b");
  }

  @Test
  void readsCompressedFilesOfSeveralMembers() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (String part : new String[] {"{\"a\":1}\n", "{\"a\":2}\n"}) {
      var gzip = new GZIPOutputStream(bytes);
      gzip.write(part.getBytes(StandardCharsets.UTF_8));
      gzip.finish();
    }
    Files.write(source.local.resolve("t.jsonl"), bytes.toByteArray());

    assertThat(source.read(SyncMode.FULL_REFRESH, null).records())
        .containsExactly("{\"a\":1}", "{\"a\":2}");
  }

  @Test
  void failsWhereCompressedDataEndsInTheMiddle() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"a\":1}\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
    }
    Files.write(
        source.local.resolve("t.jsonl"), Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9));

    assertThat(source.discover().error()).contains("t.jsonl", "compressed");
  }

  @Test
  void failsOnTextThatIsNotUtf8() throws IOException {
    Files.write(
        source.local.resolve("t.jsonl"), new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});

    assertThat(source.discover().error()).contains("t.jsonl", "encoding");
  }
}
