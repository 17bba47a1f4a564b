package io.lasius.connector.destinationpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.ErrorTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type of column, with values that it takes and values that it does not; in one write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TypesTest {
  private static final String WRONG = "DESTINATION_TYPECAST_ERROR";
  private static final String RANGE = "DESTINATION_FIELD_SIZE_LIMITATION";
  private static final String UNSTORABLE = "DESTINATION_SERIALIZATION_ERROR";

  /**
   * A value of a property.
   *
   * @param schema of the property, with ' for "
   * @param type the column's
   * @param json the value
   * @param text the value as the column shows it; null where it is null
   * @param reason why it is not what it was; empty where it is
   */
  record Case(String schema, String type, String json, String text, String reason) {
    @Override
    public String toString() {
      String shown = json.length() > 60 ? json.substring(0, 60) + "…" : json;
      return "%s as %s".formatted(shown, type);
    }
  }

  private final PostgresRun destination = new PostgresRun();
  private final List<Case> cases = cases();

  private static List<Case> cases() {
    var all = new ArrayList<Case>();
    String integer = "{'type':['null','integer']}";
    fits(all, integer, "bigint", "9223372036854775807", "9223372036854775807");
    fits(all, integer, "bigint", "-9223372036854775808", "-9223372036854775808");
    fits(all, integer, "bigint", "5.0", "5");
    fits(all, integer, "bigint", "12e3", "12000");
    fits(all, integer, "bigint", "\"17\"", "17");
    fits(all, integer, "bigint", "null", "null");
    breaks(all, integer, "bigint", "9223372036854775808", RANGE);
    breaks(all, integer, "bigint", "1e999999999", RANGE);
    breaks(all, integer, "bigint", "1e99999999999", RANGE);
    breaks(all, integer, "bigint", "5.5", WRONG);
    breaks(all, integer, "bigint", "true", WRONG);
    breaks(all, integer, "bigint", "\"five\"", WRONG);
    breaks(all, integer, "bigint", "\"\\u0661\"", WRONG);
    breaks(all, integer, "bigint", "{\"a\":[1]}", WRONG);
    String big = "{'type':'integer','airbyte_type':'big_integer'}";
    fits(all, big, "numeric", "123456789012345678901234567890", "123456789012345678901234567890");
    String number = "{'type':'number'}";
    fits(all, number, "numeric", "37.00", "37.00");
    fits(
        all, number, "numeric", "12345678901234567890.123456789", "12345678901234567890.123456789");
    fits(all, number, "numeric", "-1.5e-3", "-0.0015");
    fits(all, number, "numeric", "\"1.10\"", "1.10");
    fits(all, number, "numeric", "1e400", "1" + "0".repeat(400));
    fits(all, number, "numeric", "1e-16383", "0." + "0".repeat(16_382) + "1");
    breaks(all, number, "numeric", "1e-16384", RANGE);
    fits(all, number, "numeric", "9e131071", "9" + "0".repeat(131_071));
    breaks(all, number, "numeric", "1e131072", RANGE);
    breaks(all, number, "numeric", "1e99999999999", RANGE);
    breaks(all, number, "numeric", "\"NaN\"", WRONG);
    breaks(all, number, "numeric", "\"Infinity\"", WRONG);
    breaks(all, number, "numeric", "\"\"", WRONG);
    String bool = "{'type':'boolean'}";
    fits(all, bool, "boolean", "true", "true");
    fits(all, bool, "boolean", "\"False\"", "false");
    breaks(all, bool, "boolean", "1", WRONG);
    texts(all);
    dates(all);
    documents(all);
    return all;
  }

  private static void texts(List<Case> all) {
    String string = "{'oneOf':[{'type':'null'},{'type':'string'}]}";
    fits(all, string, "text", "\"\\\\ \\t \\r\\n \\\\N \\\"\"", "\\ \t \r\n \\N \"");
    fits(all, string, "text", "\"\\u00e9 \\u20ac \\ud83d\\udc1c ß €\"", "é € 🐜 ß €");
    fits(all, string, "text", "\"\"", "");
    fits(all, string, "text", "37.00", "37.00");
    fits(all, string, "text", "false", "false");
    fits(all, string, "text", "{\"a\": [1.0, \"\\u0000\"]}", "{\"a\": [1.0, \"\\u0000\"]}");
    breaks(all, string, "text", "\"a\\u0000b\"", UNSTORABLE);
    breaks(all, string, "text", "\"a\\ud800b\"", UNSTORABLE);
    breaks(all, string, "text", "\"\\udc00\"", UNSTORABLE);
  }

  private static void dates(List<Case> all) {
    String date = "{'type':'string','format':'date'}";
    fits(all, date, "date", "\"2024-02-29\"", "2024-02-29");
    fits(all, date, "date", "\"0044-03-15 BC\"", "0044-03-15 BC");
    fits(all, date, "date", "\"12024-01-01\"", "12024-01-01");
    breaks(all, date, "date", "\"2023-02-29\"", WRONG);
    breaks(all, date, "date", "\"2023-02-01T00:00:00Z\"", WRONG);
    breaks(all, date, "date", "\"0000-01-01\"", RANGE);
    breaks(all, date, "date", "\"5000-01-01 BC\"", RANGE);
    breaks(all, date, "date", "20230201", WRONG);
    String moment = "{'type':'string','format':'date-time'}";
    String zoned = "timestamp with time zone";
    fits(all, moment, zoned, "\"2026-01-02T03:04:05Z\"", "2026-01-02 03:04:05+00");
    fits(
        all, moment, zoned, "\"2026-01-02 03:04:05.123456+0530\"", "2026-01-01 21:34:05.123456+00");
    fits(all, moment, zoned, "\"2026-01-02T03:04:05-08\"", "2026-01-02 11:04:05+00");
    fits(all, moment, zoned, "\"2026-01-02T03:04\"", "2026-01-02 03:04:00+00");
    fits(all, moment, zoned, "\"2026-01-02\"", "2026-01-02 00:00:00+00");
    fits(all, moment, zoned, "\"2026-01-02T03:04:05.120000000Z\"", "2026-01-02 03:04:05.12+00");
    fits(all, moment, zoned, "\"0044-03-15T12:00:00Z BC\"", "0044-03-15 12:00:00+00 BC");
    cut(all, moment, zoned, "\"2026-01-02T03:04:05.999999999Z\"", "2026-01-02 03:04:05.999999+00");
    breaks(all, moment, zoned, "\"2026-01-02T24:00:00Z\"", WRONG);
    breaks(all, moment, zoned, "\"300000-01-02T03:04:05Z\"", RANGE);
    breaks(all, moment, zoned, "\"2026-01-02T03:04:05+16:00\"", RANGE);
    breaks(all, moment, zoned, "\"yesterday\"", WRONG);
    breaks(all, moment, zoned, "1767225600", WRONG);
    String local =
        "{'type':'string','format':'date-time','airbyte_type':'timestamp_without_timezone'}";
    String unzoned = "timestamp without time zone";
    fits(all, local, unzoned, "\"2026-01-02T03:04:05.5\"", "2026-01-02 03:04:05.5");
    fits(all, local, unzoned, "\"2026-01-02T03:04:05Z\"", "2026-01-02 03:04:05");
    breaks(all, local, unzoned, "\"2026-01-02T03:04:05+02:00\"", WRONG);
    String time = "{'type':'string','format':'time'}";
    fits(all, time, "time with time zone", "\"03:04:05.25-05:30\"", "03:04:05.25-05:30");
    fits(all, time, "time with time zone", "\"03:04\"", "03:04:00+00");
    breaks(all, time, "time with time zone", "\"25:00:00\"", WRONG);
    String clock = "{'type':'string','format':'time','airbyte_type':'time_without_timezone'}";
    fits(all, clock, "time without time zone", "\"23:59:59\"", "23:59:59");
    breaks(all, clock, "time without time zone", "\"23:59:59+01:00\"", WRONG);
  }

  private static void documents(List<Case> all) {
    String object = "{'type':'object','properties':{}}";
    fits(
        all,
        object,
        "jsonb",
        "{\"b\":[1.10,{\"c\":\"\\t\\\\\"}],\"a\":null}",
        "{\"a\": null, \"b\": [1.10, {\"c\": \"\\t\\\\\"}]}");
    fits(all, object, "jsonb", "\"a \\\"text\\\" é\"", "\"a \\\"text\\\" é\"");
    fits(all, object, "jsonb", "12345678901234567890.10", "12345678901234567890.10");
    fits(all, object, "jsonb", "true", "true");
    fits(
        all,
        object,
        "jsonb",
        "[".repeat(1_000) + "]".repeat(1_000),
        "[".repeat(1_000) + "]".repeat(1_000));
    breaks(all, object, "jsonb", "[".repeat(1_001) + "]".repeat(1_001), RANGE);
    breaks(all, object, "jsonb", "{\"a\":\"\\u0000\"}", UNSTORABLE);
    breaks(all, object, "jsonb", "{\"\\u0000\":1}", UNSTORABLE);
    breaks(all, object, "jsonb", "[\"\\ud83d\"]", UNSTORABLE);
    breaks(all, object, "jsonb", "[1e999999]", RANGE);
    fits(all, "{'type':'array'}", "jsonb", "[ ]", "[]");
    fits(all, "{'type':['string','integer']}", "jsonb", "7", "7");
    fits(all, "{'type':['integer','number']}", "numeric", "7.25", "7.25");
    fits(all, "{}", "jsonb", "{}", "{}");
  }

  private static void fits(List<Case> all, String schema, String type, String json, String text) {
    all.add(new Case(schema, type, json, text, ""));
  }

  private static void cut(List<Case> all, String schema, String type, String json, String text) {
    all.add(new Case(schema, type, json, text, RANGE));
  }

  private static void breaks(
      List<Case> all, String schema, String type, String json, String reason) {
    all.add(new Case(schema, type, json, "null", reason));
  }

  @BeforeAll
  void writeEachValueToAColumnOfItsOwn() throws Exception {
    destination.properties(
        IntStream.range(0, cases.size())
            .mapToObj(i -> "'c%d':%s".formatted(i, cases.get(i).schema()))
            .collect(Collectors.joining(",")));
    String data =
        IntStream.range(0, cases.size())
            .mapToObj(i -> "\"c%d\":%s".formatted(i, cases.get(i).json()))
            .collect(Collectors.joining(",", "{", "}"));

    var outcome =
        destination.append(
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1,\"data\":"
                + data
                + "}}");

    assertThat(outcome.messages(ErrorTrace.class)).isEmpty();
  }

  List<Case> each() {
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("each")
  void aValueIsKeptAsItIsOrItsLossIsTold(Case one) throws Exception {
    String column = "c" + cases.indexOf(one);

    String type =
        destination.texts("SELECT pg_typeof(%s)::text FROM $.users".formatted(column)).getFirst();
    String text = destination.texts("SELECT %s::text FROM $.users".formatted(column)).getFirst();
    List<String> changes =
        destination.texts(
            "SELECT c->>'reason' FROM $.users, jsonb_array_elements(_airbyte_meta->'changes') c WHERE c->>'field' = '%s'"
                .formatted(column));

    assertThat(type).isEqualTo(one.type());
    assertThat(text).isEqualTo(one.text());
    assertThat(String.join("", changes)).isEqualTo(one.reason());
  }

  @Test
  void whatWasChangedOnTheWayIsKeptBesideOurOwnChanges() throws Exception {
    var run = new PostgresRun();
    String before =
        "{\"field\":\"name\",\"change\":\"TRUNCATED\",\"reason\":\"SOURCE_X\",\"more\":1.0}";

    run.append(
        "{\"type\":\"RECORD\",\"record\":{\"data\":{\"id\":\"x\",\"new\":1,\"none\":null},\"meta\":{\"changes\":["
            + before
            + ",{\"field\":\"\\u0000\"}]},\"stream\":\"users\",\"emitted_at\":1767225600123}}");

    String meta = run.texts("SELECT _airbyte_meta::text FROM $.users").getFirst();
    assertThat(Json.parse(meta))
        .isEqualTo(
            Json.parse(
                "{\"sync_id\":1,\"changes\":["
                    + before
                    + ",{\"field\":\"_airbyte_meta.changes\",\"change\":\"NULLED\",\"reason\":\"DESTINATION_SERIALIZATION_ERROR\"}"
                    + ",{\"field\":\"id\",\"change\":\"NULLED\",\"reason\":\"DESTINATION_TYPECAST_ERROR\"}"
                    + ",{\"field\":\"new\",\"change\":\"NULLED\",\"reason\":\"DESTINATION_SERIALIZATION_ERROR\"}]}"));
    assertThat(run.texts("SELECT _airbyte_extracted_at::text FROM $.users"))
        .containsExactly("2026-01-01 00:00:00.123+00");
    assertThat(run.texts("SELECT _airbyte_raw_id::uuid FROM $.users")).hasSize(1);
    assertThat(run.texts("SELECT _airbyte_generation_id FROM $.users")).containsExactly("1");
  }

  @Test
  void aRecordThatDoesNotSayWhenItWasReadIsOfNowAndTakesNothingFromTheOneBefore() throws Exception {
    var run = new PostgresRun();

    run.append(
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1,\"data\":{\"id\":\"x\"},\"meta\":{\"changes\":[{}]}}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":2}}}");

    assertThat(
            run.texts(
                "SELECT _airbyte_meta FROM $.users WHERE id = 2 AND _airbyte_extracted_at BETWEEN now() - interval '1 minute' AND now() + interval '1 minute'"))
        .containsExactly("{\"changes\": [], \"sync_id\": 1}");
  }
}
