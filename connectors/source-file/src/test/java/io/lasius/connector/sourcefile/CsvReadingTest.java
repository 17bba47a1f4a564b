package io.lasius.connector.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvReadingTest {
  @TempDir private Path folder = Path.of("");
  private SourceRun source;

  @BeforeEach
  void makeFolder() throws IOException {
    source = new SourceRun(folder).configured("{\"path\":\"t.csv\"}");
  }

  @Test
  void keepsTheDigitsOfNumbersAndTheTextOfAllElse() throws IOException {
    source.file(
        "t.csv",
        """
        i,n,b,d,t,z,s
        1,37.00,true,2012-01-01,2012-01-01 10:00,2012-01-01T10:00:00Z,007
        -2,123456789012345678901234567890.10,False,2012-01-02,2012-01-02 10:00,2012-01-02T10:00:00Z,"a,""b"
        """);

    var read = source.read(SyncMode.FULL_REFRESH, null);

    assertThat(read.exit()).isZero();
    assertThat(read.records())
        .containsExactly(
            "{\"i\":1,\"n\":37.00,\"b\":true,\"d\":\"2012-01-01\",\"t\":\"2012-01-01T10:00:00\","
                + "\"z\":\"2012-01-01T10:00:00Z\",\"s\":\"007\"}",
            "{\"i\":-2,\"n\":123456789012345678901234567890.10,\"b\":false,\"d\":\"2012-01-02\","
                + "\"t\":\"2012-01-02T10:00:00\",\"z\":\"2012-01-02T10:00:00Z\",\"s\":\"a,\\\"b\"}");
  }

  @Test
  void discoversTheTypeOfEachColumnFromAllRows() throws IOException {
    source.file("t.csv", "i,n,s,zip,empty,when\n1,1,1,01234,,2012-01-01\n2,2.5,x,1,,2012-01-02\n");

    var schema = source.discover().schemaOf("t");

    assertThat(schema)
        .isEqualTo(
            SourceRun.object(
                """
                {"i":{"type":["null","integer"]},"n":{"type":["null","number"]},
                 "s":{"type":["null","string"]},"zip":{"type":["null","string"]},
                 "empty":{"type":["null","string"]},
                 "when":{"type":["null","string"],"format":"date"}}
                """));
  }

  @Test
  void findsTypesFromAsManyRowsAsAreSet() throws IOException {
    source.file("t.csv", "a\n1\n2\nx\n").configured("{\"path\":\"t.csv\",\"type_rows\":2}");

    assertThat(source.discover().schemaOf("t").at("/a/type/1").asText()).isEqualTo("integer");
  }

  @Test
  void failsWithFileLineAndColumnWhereALaterRowDoesNotFitAndNeverShowsTheValue()
      throws IOException {
    source
        .file("t.csv", "a,b\n1,x\n2,y\nsecret,z\n")
        .configured("{\"path\":\"t.csv\",\"type_rows\":2}");

    var read = source.read(SyncMode.FULL_REFRESH, null);

    assertThat(read.exit()).isEqualTo(1);
    assertThat(read.records()).hasSize(2);
    assertThat(read.error())
        .contains("t.csv", "line 4", "column a", "a text", "an integer")
        .doesNotContain("secret");
    assertThat(read.lines()).noneMatch(line -> line.contains("secret"));
    assertThat(read.ofType("TRACE"))
        .anyMatch(each -> each.at("/trace/error/failure_type").asText().equals("config_error"));
  }

  @Test
  void nullsWhatDoesNotFitAndSaysSoWhereThatIsSet() throws IOException {
    source
        .file("t.csv", "a,b\n1,x\n2,y\nno,z\n")
        .configured("{\"path\":\"t.csv\",\"type_rows\":2,\"on_misfit\":\"set_null\"}");

    var read = source.read(SyncMode.FULL_REFRESH, null);

    assertThat(read.exit()).isZero();
    assertThat(read.records().getLast()).isEqualTo("{\"a\":null,\"b\":\"z\"}");
    assertThat(read.ofType("RECORD").getLast().at("/record/meta/changes"))
        .isEqualTo(
            Json.parse(
                "[{\"field\":\"a\",\"change\":\"NULLED\","
                    + "\"reason\":\"SOURCE_SERIALIZATION_ERROR\"}]"));
  }

  @Test
  void failsOnARowWithTooFewOrTooManyFields() throws IOException {
    source.file("t.csv", "a,b\n1,2\n3\n");
    assertThat(source.read(SyncMode.FULL_REFRESH, null).error())
        .contains("t.csv", "line 3", "1 fields instead of 2");

    source.file("t.csv", "a,b\n1,2\n3,4,5\n");
    assertThat(source.read(SyncMode.FULL_REFRESH, null).error())
        .contains("t.csv", "line 3", "3 fields instead of 2");
  }

  @Test
  void tellsWhatARaggedRowLacksOrHasTooManyWhereMisfitsAreNulled() throws IOException {
    source
        .file("t.csv", "a,b\n1\n3,4,5\n")
        .configured("{\"path\":\"t.csv\",\"on_misfit\":\"set_null\"}");

    var read = source.read(SyncMode.FULL_REFRESH, null);

    assertThat(read.records()).containsExactly("{\"a\":1,\"b\":null}", "{\"a\":3,\"b\":4}");
    assertThat(read.ofType("RECORD"))
        .extracting(each -> each.at("/record/meta/changes/0/field").asText())
        .containsExactly("b", "column_3");
  }

  @Test
  void namesBlankColumnsByTheirPlaceAndNumbersDuplicates() throws IOException {
    source.file("t.csv", "a,,a, ,a_2\n1,2,3,4,5\n");

    assertThat(source.read(SyncMode.FULL_REFRESH, null).records())
        .containsExactly("{\"a\":1,\"column_2\":2,\"a_2\":3,\"column_4\":4,\"a_2_2\":5}");
  }

  @Test
  void namesAllColumnsByTheirPlaceWhereThereIsNoHeader() throws IOException {
    source
        .file("t.csv", "1,x\n2,y")
        .configured("{\"path\":\"t.csv\",\"format\":{\"type\":\"csv\",\"header\":\"none\"}}");

    assertThat(source.read(SyncMode.FULL_REFRESH, null).records())
        .containsExactly(
            "{\"column_1\":1,\"column_2\":\"x\"}", "{\"column_1\":2,\"column_2\":\"y\"}");
  }

  @Test
  void readsAnEmptyFileAndAHeaderAloneAsNoRecords() throws IOException {
    source.file("t.csv", "");
    var empty = source.read(SyncMode.INCREMENTAL, null);
    assertThat(empty.exit()).isZero();
    assertThat(empty.records()).isEmpty();

    source.file("t.csv", "a,b\n");
    var header = source.read(SyncMode.INCREMENTAL, null);
    assertThat(header.exit()).isZero();
    assertThat(header.records()).isEmpty();
    assertThat(source.discover().schemaOf("t").size()).isEqualTo(2);
  }

  @Test
  void leavesOutAByteOrderMark() throws IOException {
    source.file("t.csv", "\uFEFFa,b\n1,2\n");

    assertThat(source.read(SyncMode.FULL_REFRESH, null).records())
        .containsExactly("{\"a\":1,\"b\":2}");
  }

  @Test
  void keepsQuotedLineBreaksAndCountsTheirLines() throws IOException {
    source.file("t.csv", "a,b\r\n\"one\r\ntwo\nthree\",1\r\nx,1,2\r\n");

    var read = source.read(SyncMode.FULL_REFRESH, null);

    assertThat(read.records()).containsExactly("{\"a\":\"one\\r\\ntwo\\nthree\",\"b\":1}");
    assertThat(read.error()).contains("line 5");
  }

  @Test
  void tellsAnEmptyTextFromNothingInATextColumnOnly() throws IOException {
    source.file("t.csv", "s,n\n\"\",\"\"\n,\nx,1\n");

    assertThat(source.read(SyncMode.FULL_REFRESH, null).records())
        .containsExactly(
            "{\"s\":\"\",\"n\":null}", "{\"s\":null,\"n\":null}", "{\"s\":\"x\",\"n\":1}");
  }

  @Test
  void failsWhereAQuoteIsBroken() throws IOException {
    source.file("t.csv", "a,b\n1,2\n3,\"open\n");

    var check = source.discover();

    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.error()).contains("t.csv", "line 3", "quote").doesNotContain("open\n");
  }

  @Test
  void readsTheEncodingThatIsSetAndFailsOnAnotherOne() throws IOException {
    Files.write(
        source.local.resolve("t.csv"), "a\nGrüße\n".getBytes(Charset.forName("windows-1252")));

    assertThat(source.discover().error()).contains("t.csv", "encoding");

    source.configured(
        "{\"path\":\"t.csv\",\"format\":{\"type\":\"csv\",\"encoding\":\"windows-1252\"}}");
    assertThat(source.read(SyncMode.FULL_REFRESH, null).records())
        .containsExactly("{\"a\":\"Grüße\"}");

    Files.write(source.local.resolve("t.csv"), "a\nGrüße\n".getBytes(StandardCharsets.UTF_16));
    source.configured("{\"path\":\"t.csv\",\"format\":{\"type\":\"csv\",\"encoding\":\"UTF-16\"}}");
    assertThat(source.read(SyncMode.FULL_REFRESH, null).records())
        .containsExactly("{\"a\":\"Grüße\"}");
  }

  @Test
  void refusesSettingsThatCannotBe() throws IOException {
    source.file("t.csv", "a\n1\n");
    for (String format :
        new String[] {
          "{\"type\":\"csv\",\"encoding\":\"klingon\"}",
          "{\"type\":\"csv\",\"delimiter\":\"ab\"}",
          "{\"type\":\"csv\",\"delimiter\":\"'\",\"quote\":\"'\"}",
        }) {
      var check = source.configured("{\"path\":\"t.csv\",\"format\":%s}".formatted(format)).check();

      assertThat(check.ofType("CONNECTION_STATUS").getFirst().at("/connectionStatus/status"))
          .hasToString("\"FAILED\"");
    }
  }

  @Test
  void readsTabsOtherDelimitersAndOtherQuotes() throws IOException {
    source
        .file("t.csv", "a\tb\n\"1\"\t2,5\n")
        .configured("{\"path\":\"t.csv\",\"format\":{\"type\":\"tsv\",\"quote\":\"\"}}");
    assertThat(source.read(SyncMode.FULL_REFRESH, null).records())
        .containsExactly("{\"a\":\"\\\"1\\\"\",\"b\":\"2,5\"}");

    source
        .file("t.csv", "a;b\n'x;y';2\n")
        .configured(
            "{\"path\":\"t.csv\",\"format\":{\"type\":\"csv\",\"delimiter\":\";\","
                + "\"quote\":\"'\"}}");
    assertThat(source.read(SyncMode.FULL_REFRESH, null).records())
        .containsExactly("{\"a\":\"x;y\",\"b\":2}");
  }

  @Test
  void readsRealFilesWhole() throws IOException {
    source.resource("samples/airports.csv");
    source.resource("samples/seattle-weather.csv");
    source.resource("birdstrikes.csv");
    source.configured("{\"path\":\"/local/*.csv\"}");

    var discovered = source.discover();
    var read = source.read(SyncMode.FULL_REFRESH, null);

    assertThat(read.exit()).isZero();
    assertThat(read.records()).hasSize(3_376 + 1_461 + 10_000);
    assertThat(discovered.schemaOf("birdstrikes").at("/Cost Total $/type/1").asText())
        .isEqualTo("integer");
    assertThat(discovered.schemaOf("seattle-weather").at("/date/format").asText())
        .isEqualTo("date");
    assertThat(discovered.schemaOf("airports").at("/latitude/type/1").asText()).isEqualTo("number");
  }
}
