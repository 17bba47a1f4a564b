package io.lasius.replication;

import static io.lasius.replication.SyncFixture.record;
import static io.lasius.replication.SyncFixture.state;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.ReplicationOutcome.Failed;
import io.lasius.replication.ReplicationOutcome.Succeeded;
import io.lasius.replication.mapper.RenameField;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of one bad record between two good ones, by the rule for it. */
@Timeout(30)
final class RecordGateTest {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"integer\"}}}";

  private final SyncFixture sync = new SyncFixture();

  private void sourceWrites(String bad) throws IOException {
    sync.schema(SCHEMA);
    sync.source(io -> {
      io.emit(record("users", 1));
      io.emit(state("users", 1));
      io.emit(bad);
      io.emit(record("users", 3));
      io.emit(state("users", 3));
      return 0;
    });
    sync.destination(SyncFixture.echo());
  }

  private static String withData(String data) {
    return record("users", 2).replace("{\"id\":2}", data);
  }

  private void rule(Rejection reason, RecordRule rule) {
    rule(reason, rule, 10, 10_000);
  }

  private void rule(Rejection reason, RecordRule rule, long records, long bytes) {
    sync.checks(new RecordChecks(false, Map.of(reason, rule), 120, records, bytes));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SCHEMA | {\"id\":\"x\"} | /id is a string, but must be an integer",
        "SCHEMA | {\"key\":1} | the whole value lacks the required property \"id\"",
        "VALUE | {\"id\":2,\"n\":1e400} | it holds what common destinations drop or bend: /n",
        "SIZE | {\"id\":2,\"n\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"} | it has 153 bytes, but at most 120 are allowed"
      })
  void setsABadRecordAsideAndGoesOn(Rejection reason, String data, String why) throws Exception {
    String bad = withData(data);
    sourceWrites(bad);
    rule(reason, RecordRule.SET_ASIDE);

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(sync.setAside()).containsExactly("users %s: %s %s".formatted(reason, why, bad));
    assertThat(sync.received()).doesNotContain(bad).contains(record("users", 3));
    assertThat(sync.committedStates()).last().isEqualTo(SyncFixture.stateJson("users", 3));
    var users = outcome.report().streams().getFirst();
    assertThat(users.rejected()).isEqualTo(Map.of(reason, new StreamCounts(1, bad.length())));
    assertThat(users.emitted().records()).isEqualTo(3);
    assertThat(users.sent().records()).isEqualTo(2);
    assertThat(users.committed()).isEqualTo(users.sent());
    assertThat(users.undelivered()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCHEMA {\"id\":\"x\"}", "VALUE {\"id\":123456789012345678901234567890}"})
  void failsAtOnceAndCommitsNothingBehindTheRecord(String reasonAndData) throws Exception {
    String[] parts = reasonAndData.split(" ", 2);
    sourceWrites(withData(parts[1]));
    rule(Rejection.valueOf(parts[0]), RecordRule.FAIL);

    var outcome = sync.run();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.first().retryable()).isFalse();
              assertThat(failed.first().stream()).isEqualTo(StreamDescriptor.of("users"));
              assertThat(failed.first().message())
                  .startsWith("a record of stream users (line 3 of the source) is not delivered: ");
            });
    assertThat(sync.received()).doesNotContain(record("users", 3));
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 1));
    assertThat(outcome.report().streams().getFirst().undelivered()).isEqualTo(1);
    assertThat(outcome.report().verdict().kind()).isEqualTo(Verdict.Kind.UNVERIFIED);
  }

  @Test
  void nullsTheFieldInQuestionAndSaysSo() throws Exception {
    sourceWrites(withData("{\"id\":\"x\",\"n\":37.00}"));
    rule(Rejection.SCHEMA, RecordRule.NULL_FIELD);

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(sync.received())
        .contains(
            "{\"type\":\"RECORD\",\"record\":{\"meta\":{\"changes\":[{\"field\":\"id\","
                + "\"change\":\"NULLED\",\"reason\":\"PLATFORM_SERIALIZATION_ERROR\"}]},"
                + "\"stream\":\"users\",\"data\":{\"id\":null,\"n\":37.00},\"emitted_at\":1}}");
    var users = outcome.report().streams().getFirst();
    assertThat(users.flagged()).isEqualTo(1);
    assertThat(users.sent().records()).isEqualTo(3);
    assertThat(users.rejected()).isEmpty();
  }

  @Test
  void setsAsideWhatHasNoFieldToNull() throws Exception {
    sourceWrites(withData("{\"key\":1}"));
    rule(Rejection.SCHEMA, RecordRule.NULL_FIELD);

    assertThat(sync.run()).isInstanceOf(Succeeded.class);
    assertThat(sync.setAside()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"PASS, 1", "OFF, 0"})
  void sendsARecordAsItIsWhereItIsToPass(RecordRule rule, int flagged) throws Exception {
    String bad = withData("{\"id\":\"x\"}");
    sourceWrites(bad);
    rule(Rejection.SCHEMA, rule);

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(sync.received()).contains(bad);
    assertThat(outcome.report().streams().getFirst().flagged()).isEqualTo(flagged);
  }

  @ParameterizedTest
  @CsvSource({"0, 10000", "5, 50"})
  void stopsAtTheLimitsOfWhatMayBeSetAside(long records, long bytes) throws Exception {
    sourceWrites(withData("{\"id\":\"x\"}"));
    rule(Rejection.SCHEMA, RecordRule.SET_ASIDE, records, bytes);

    var outcome = sync.run();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.first().message())
                    .endsWith(
                        "0 records of 0 bytes are set aside already, and %d records of %d bytes are the limit"
                            .formatted(records, bytes)));
    assertThat(sync.setAside()).isEmpty();
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 1));
  }

  @Test
  void setsAsideTheSourcesOwnLineOfARecordThatCannotBeMapped() throws Exception {
    String bad = withData("{\"key\":\"x\",\"id\":2}");
    sourceWrites(bad);
    sync.mappers(new RenameField("id", "key"));
    rule(Rejection.UNMAPPED, RecordRule.SET_ASIDE);

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(sync.setAside())
        .singleElement()
        .asString()
        .startsWith("users UNMAPPED: it cannot be mapped: ")
        .endsWith(bad);
    assertThat(sync.received()).contains(record("users", 3).replace("id", "key"));
    assertThat(outcome.report().committed().records()).isEqualTo(2);
  }

  @Test
  void takesEachRecordOfAStreamWhoseSchemaIsNoneForABadOne() throws Exception {
    sourceWrites(record("users", 2));
    sync.schema("{\"type\":\"what\"}");
    rule(Rejection.SCHEMA, RecordRule.SET_ASIDE);

    assertThat(sync.run()).isInstanceOf(Succeeded.class);
    assertThat(sync.setAside())
        .hasSize(3)
        .allMatch(line -> line.contains("its stream's schema cannot be used"));
  }

  @ParameterizedTest
  @CsvSource({"UNREADABLE, PASS", "UNMAPPED, PASS", "UNMAPPED, NULL_FIELD", "SIZE, NULL_FIELD"})
  void refusesARuleThatCannotBe(Rejection reason, RecordRule rule) {
    assertThatThrownBy(() -> rule(reason, rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason + "; it must be one of");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1e400} | /a",
        "{\"a\":-1E+400} | /a",
        "{\"a\":1e-400} | /a",
        "{\"a\":0e-400} |",
        "{\"a\":1.5e300} |",
        "{\"a\":9223372036854775807,\"b\":-9223372036854775808} |",
        "{\"a\":[0,9223372036854775808]} | /a/1",
        "{\"a\":0.1234567890123456789012345678901234567890} | /a",
        "{\"a\":0.12345678901234567} |",
        "{\"a\":37.000000000000000000000000000000} |",
        "{\"a\":\"\\ud83d\\ude00 \\\\ud83d \\\"\"} |",
        "{\"a\":{\"b/c\":\"\\uD83D\"}} | /a/b~1c",
        "{\"a\":\"\\ude00\\ud83d\"} | /a",
        "{\"a\":\"\\ud83d\\ud83d\\ude00\"} | /a",
        "{\"\\ud83d\":1} | ``",
        "{\"a\":[true,false,null,-0,1.0],\"b\":\"1e400\"} |"
      })
  void findsValuesThatCommonDestinationsDropOrBend(String data, String pointer) throws Exception {
    byte[] json = data.getBytes(UTF_8);

    var found = UncommonValues.pointers(ByteBuffer.wrap(json));

    assertThat(found).isEqualTo(pointer == null ? List.of() : List.of(pointer));
    assertThat(UncommonValues.any(json, 0, json.length)).isEqualTo(pointer != null);
  }
}
