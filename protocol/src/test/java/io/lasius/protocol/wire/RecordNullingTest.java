package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordNullingTest {
  private static final String CHANGE =
      "{\"field\":\"%s\",\"change\":\"NULLED\",\"reason\":\"PLATFORM_SERIALIZATION_ERROR\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1e400, \"b\":37.00} | /a | {\"a\": null, \"b\":37.00} | a",
        "{\"a\":[1,{\"b c\":[1,2]}],\"d\":1} | /a/1/b c | {\"a\":[1,{\"b c\":null}],\"d\":1} | a.1.b c",
        "{\"a/b\":{\"x\":1},\"ä\":2} | /a~1b | {\"a/b\":null,\"ä\":2} | a/b",
        "{\"a\":1,\"a\":2} | /a | {\"a\":null,\"a\":null} | a",
        "{\"ä\":\"ü\\ud83d\\ude00\"} | /ä | {\"ä\":null} | ä"
      })
  void nullsAValueAndKeepsAllOtherBytes(String data, String pointer, String nulled, String field)
      throws IOException {
    var record = record("{\"stream\":\"s\",\"data\":" + data + " ,\"emitted_at\":1}");

    var changed = RecordNulling.apply(record, List.of(pointer), "PLATFORM_SERIALIZATION_ERROR");

    assertThat(text(changed))
        .isEqualTo(
            "{\"type\":\"RECORD\",\"record\":{\"meta\":{\"changes\":["
                + CHANGE.formatted(field)
                + "]},\"stream\":\"s\",\"data\":"
                + nulled
                + " ,\"emitted_at\":1}}");
    assertThat(UTF_8.decode(changed.data()).toString()).isEqualTo(nulled);
    assertThat(changed.stream()).isEqualTo(record.stream());
    assertThat(Json.parse(text(changed))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | {\"changes\":[NEW]}",
        "[1,{\"x\":2}] | {\"changes\":[NEW]}",
        "{} | {\"changes\":[NEW]}",
        "{ \"x\":1.0} | {\"changes\":[NEW], \"x\":1.0}",
        "{\"changes\":null,\"x\":1} | {\"changes\":[NEW],\"x\":1}",
        "{\"changes\":[]} | {\"changes\":[NEW]}",
        "{\"changes\":[{\"field\":\"z\"}]} | {\"changes\":[NEW,{\"field\":\"z\"}]}"
      })
  void addsToWhatTheSourceSaysOfTheRecord(String meta, String changed) throws IOException {
    var record = record("{\"stream\":\"s\",\"data\":{\"a\":1},\"meta\":" + meta + "}");

    var nulled = RecordNulling.apply(record, List.of("/a"), "PLATFORM_SERIALIZATION_ERROR");

    assertThat(text(nulled))
        .endsWith(
            "\"data\":{\"a\":null},\"meta\":"
                + changed.replace("NEW", CHANGE.formatted("a"))
                + "}}");
  }

  @Test
  void nullsSeveralValuesOfOneRecord() throws IOException {
    var record = record("{\"stream\":\"s\",\"data\":{\"a\":1,\"b\":2,\"c\":3}}");

    var nulled = RecordNulling.apply(record, List.of("/c", "/a", "/a"), "R");

    assertThat(UTF_8.decode(nulled.data()).toString()).isEqualTo("{\"a\":null,\"b\":2,\"c\":null}");
    assertThat(Json.parse(text(nulled)).at("/record/meta/changes")).hasSize(2);
  }

  @Test
  void leavesARecordAloneWhereNoPointerNamesAValue() throws IOException {
    var record = record("{\"stream\":\"s\",\"data\":{\"a\":1}}");

    assertThat(RecordNulling.apply(record, List.of("", "/b", "/a/b"), "R")).isSameAs(record);
  }

  private static RecordLine record(String record) throws IOException {
    String line = "{\"type\":\"RECORD\",\"record\":" + record + "}\n";
    var in = Channels.newChannel(new ByteArrayInputStream(line.getBytes(UTF_8)));
    var reader = new MessageReader(in, ReaderLimits.defaults());
    return (RecordLine) Objects.requireNonNull(reader.next());
  }

  private static String text(RecordLine record) {
    return UTF_8.decode(record.line()).toString();
  }
}
