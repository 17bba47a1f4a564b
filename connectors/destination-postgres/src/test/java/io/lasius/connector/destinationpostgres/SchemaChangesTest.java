package io.lasius.connector.destinationpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.message.FailureType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SchemaChangesTest {
  private static final String INTEGER = "{'type':'integer'}";
  private static final String NUMBER = "{'type':'number'}";
  private static final String STRING = "{'type':'string'}";
  private static final String OBJECT = "{'type':'object'}";
  private static final String BOOLEAN = "{'type':'boolean'}";
  private static final String DATE = "{'type':'string','format':'date'}";
  private static final String MOMENT = "{'type':'string','format':'date-time'}";

  private final PostgresRun destination = new PostgresRun();

  @Test
  void aNewFieldGetsAColumnAndOneThatVanishedKeepsIts() throws Exception {
    destination.properties("'id':%s,'old':%s".formatted(INTEGER, STRING));
    destination.append("{'id':1,'old':'a'}");

    destination.properties("'id':%s,'new':%s".formatted(INTEGER, STRING));
    destination.append("{'id':2,'new':'b'}");

    assertThat(destination.texts("SELECT concat_ws(' ', id, old, new) FROM $.users ORDER BY id"))
        .containsExactly("1 a", "2 b");
  }

  static List<String[]> changes() {
    return List.of(
        new String[] {INTEGER, "5", NUMBER, "2.50", "numeric", "5|2.50"},
        new String[] {NUMBER, "2.50", INTEGER, "5", "numeric", "2.50|5"},
        new String[] {INTEGER, "5", STRING, "'x'", "text", "5|x"},
        new String[] {STRING, "'x'", INTEGER, "5", "text", "x|5"},
        new String[] {BOOLEAN, "true", STRING, "'x'", "text", "true|x"},
        new String[] {DATE, "'2026-01-02'", STRING, "'x'", "text", "2026-01-02|x"},
        new String[] {
          MOMENT, "'2026-01-02T03:04:05Z'", STRING, "'x'", "text", "2026-01-02T03:04:05+00:00|x"
        },
        new String[] {
          DATE,
          "'2026-01-02'",
          MOMENT,
          "'2026-01-02T03:04:05Z'",
          "timestamp with time zone",
          "2026-01-02 00:00:00+00|2026-01-02 03:04:05+00"
        },
        new String[] {INTEGER, "5", OBJECT, "{'a':1}", "jsonb", "5|{\"a\": 1}"},
        new String[] {STRING, "'5'", OBJECT, "{'a':1}", "text", "5|{\"a\":1}"},
        new String[] {OBJECT, "{'a':1}", STRING, "'5'", "jsonb", "{\"a\": 1}|\"5\""});
  }

  @ParameterizedTest(name = "{0} {1}, then {2} {3}")
  @MethodSource("changes")
  void aColumnIsOfTheWiderType(
      String first, String before, String second, String after, String type, String values)
      throws Exception {
    destination.properties("'value':" + first).append("{'value':%s}".formatted(before));

    var outcome =
        destination.properties("'value':" + second).append("{'value':%s}".formatted(after));

    assertThat(outcome.errors()).isEmpty();
    assertThat(destination.texts("SELECT DISTINCT pg_typeof(value) FROM $.users"))
        .containsExactly(type);
    assertThat(String.join("|", destination.texts("SELECT value FROM $.users ORDER BY ctid")))
        .isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource({"boolean, integer", "integer, boolean"})
  void aTypeOfAnotherKindIsRefusedAndNothingIsChanged(String first, String second)
      throws Exception {
    destination.properties("'value':{'type':'%s'}".formatted(first)).append("{'value':null}");

    var outcome =
        destination
            .properties("'value':{'type':'%s'},'more':{}".formatted(second))
            .append("{'value':null}");

    var error = outcome.errors().getFirst().error();
    assertThat(error.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
    assertThat(error.message()).contains("column \"value\" of").contains("refresh the stream");
    assertThat(
            destination.texts(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = '%s' AND column_name = 'more'"
                    .formatted(destination.schema)))
        .isEmpty();
  }

  @Test
  void aTableOfAirbytesOwnDestinationIsGoneOnWithAndItsLimitsAreLifted() throws Exception {
    PostgresServer.executeAsUser("CREATE SCHEMA \"%s\"".formatted(destination.schema));
    destination.execute(
        """
        CREATE TABLE $.users (_airbyte_raw_id varchar NOT NULL, _airbyte_extracted_at timestamptz NOT NULL,
          _airbyte_meta jsonb NOT NULL, id bigint, price numeric(38,9), name varchar, code varchar(3), count int);
        INSERT INTO $.users VALUES ('r', now(), '{}', 1, 1.5, 'a', 'abc', 7)
        """);

    var outcome =
        destination
            .properties(
                "'id':%s,'price':%s,'name':%s,'code':%s,'count':%s"
                    .formatted(INTEGER, NUMBER, STRING, STRING, INTEGER))
            .append("{'id':2,'price':1.0123456789012,'name':'b','code':'abcd','count':3000000000}");

    assertThat(outcome.errors()).isEmpty();
    assertThat(
            destination.texts(
                "SELECT concat_ws(' ', id, price, name, code, count, _airbyte_generation_id) FROM $.users ORDER BY id"))
        .containsExactly("1 1.500000000 a abc 7", "2 1.0123456789012 b abcd 3000000000 1");
  }

  @Test
  void aTableThatIsNotOursIsLeftAlone() throws Exception {
    PostgresServer.executeAsUser("CREATE SCHEMA \"%s\"".formatted(destination.schema));
    destination.execute("CREATE TABLE $.users (id int); INSERT INTO $.users VALUES (1)");

    var added = destination.append("{'id':2}");
    var replaced =
        destination.write(
            destination.in(DestinationSyncMode.APPEND).withGeneration(1, 1, 1), true, "{'id':2}");

    for (var outcome : List.of(added, replaced)) {
      assertThat(outcome.errors().getFirst().error().message()).contains("not ours to write to");
    }
    assertThat(destination.texts("SELECT id FROM $.users")).containsExactly("1");
  }

  @Test
  void aColumnThatAViewNeedsIsNotWidenedInSilence() throws Exception {
    destination.properties("'value':" + INTEGER).append("{'value':1}");
    destination.execute("CREATE VIEW $.sums AS SELECT sum(value) FROM $.users");

    var outcome = destination.properties("'value':" + NUMBER).append("{'value':1.5}");

    var error = outcome.errors().getFirst().error();
    assertThat(error.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
    assertThat(error.message()).contains("view");
  }

  @Test
  void aStreamWithoutFieldsIsRefused() throws Exception {
    var outcome = destination.properties("").append("{'id':1}");

    assertThat(outcome.errors().getFirst().error().message()).contains("names no field");
  }
}
