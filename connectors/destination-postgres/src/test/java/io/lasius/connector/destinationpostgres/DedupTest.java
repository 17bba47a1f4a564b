package io.lasius.connector.destinationpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.FailureType;
import io.lasius.sdk.testkit.ConnectorOutcome;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DedupTest {
  private static final String NAMED = "'id':{'type':'integer'},'name':{'type':'string'}";
  private final PostgresRun destination =
      new PostgresRun()
          .properties(NAMED + ",'at':{'type':'integer'},'_ab_cdc_deleted_at':{'type':'string'}")
          .key("id");

  @Test
  void ofOneKeyTheRowWithTheLatestCursorStaysInWhateverOrderRowsCome() throws Exception {
    destination.cursor("at");

    destination.dedup(
        "{'id':1,'at':5,'name':'five'}", "{'id':1,'at':9,'name':'nine'}", "{'id':1,'at':7}");
    destination.dedup("{'id':1,'at':8,'name':'eight'}", "{'id':2,'at':null,'name':'none'}");
    destination.dedup("{'id':2,'at':-1,'name':'some'}");
    destination.dedup("{'id':2,'at':null,'name':'none again'}");

    assertThat(names()).containsExactly("1 nine", "2 some");
  }

  @Test
  void textsAreComparedByTheirBytesAsSourcesCompareThem() throws Exception {
    destination.cursor("name");

    destination.dedup("{'id':1,'name':'a'}", "{'id':2,'name':'B'}");
    destination.dedup("{'id':1,'name':'B'}", "{'id':2,'name':'a'}");

    assertThat(names()).containsExactly("1 a", "2 a");
  }

  @Test
  void withEqualCursorsTheRowThatWasReadLaterStaysAndThenTheOneThatCameLater() throws Exception {
    destination.cursor("at");

    destination.dedup(
        destination.record("{'id':1,'at':1,'name':'read late'}", 2_000),
        destination.record("{'id':1,'at':1,'name':'read early'}", 1_000),
        destination.record("{'id':2,'at':1,'name':'first'}", 1_000),
        destination.record("{'id':2,'at':1,'name':'second'}", 1_000));
    assertThat(names()).containsExactly("1 read late", "2 second");

    destination.dedup(
        destination.record("{'id':1,'at':1,'name':'read early'}", 1_000),
        destination.record("{'id':2,'at':1,'name':'third'}", 1_000));
    assertThat(names()).containsExactly("1 read late", "2 third");
  }

  @Test
  void withoutACursorTheRowThatWasReadLaterStays() throws Exception {
    destination.dedup(
        destination.record("{'id':1,'name':'late','at':1}", 2_000),
        destination.record("{'id':1,'name':'early','at':2}", 1_000));

    assertThat(names()).containsExactly("1 late");
  }

  @Test
  void aCursorOfTheSourceThatIsNoColumnLeavesTheTimeOfReadingToDecide() throws Exception {
    destination.cursorOfTheSource("meta", "version");

    destination.dedup(
        destination.record("{'id':1,'name':'late'}", 2_000),
        destination.record("{'id':1,'name':'early'}", 1_000));

    assertThat(names()).containsExactly("1 late");
  }

  @Test
  void aDeletionRemovesTheRowAndALaterRecordBringsItBack() throws Exception {
    destination.cursor("at");
    destination.dedup(
        "{'id':1,'at':1,'name':'a'}", "{'id':2,'at':1,'name':'b'}", "{'id':3,'at':9,'name':'c'}");

    destination.dedup(
        "{'id':1,'at':2,'_ab_cdc_deleted_at':'2026-01-01'}",
        "{'id':3,'at':2,'_ab_cdc_deleted_at':'2026-01-01'}",
        "{'id':4,'at':2,'_ab_cdc_deleted_at':'2026-01-01'}");
    assertThat(names()).as("an old deletion does nothing").containsExactly("2 b", "3 c");

    destination.dedup("{'id':1,'at':3,'name':'back'}");
    assertThat(names()).containsExactly("1 back", "2 b", "3 c");
  }

  @Test
  void aKeyOfSeveralFieldsIsOneAndANullInItIsAValue() throws Exception {
    destination.key("id", "name").cursor("at");

    destination.dedup(
        "{'id':1,'name':'a','at':1}", "{'id':1,'name':'b','at':1}", "{'id':1,'at':1}");
    destination.dedup("{'id':1,'name':'b','at':2}", "{'id':1,'at':2}", "{'id':1,'at':3}");

    assertThat(destination.texts("SELECT concat_ws(' ', id, name, at) FROM $.users ORDER BY 1"))
        .containsExactly("1 3", "1 a 1", "1 b 2");
  }

  @Test
  void rowsOfATimeWhenAllWereKeptAreDeduplicatedAndKeptAgainAfterIt() throws Exception {
    destination.cursor("at");
    destination.append(
        "{'id':1,'at':1,'name':'a'}",
        "{'id':1,'at':2,'name':'b'}",
        "{'id':2,'at':1,'_ab_cdc_deleted_at':'x'}");

    destination.dedup();
    assertThat(names()).containsExactly("1 b");

    destination.append("{'id':1,'at':1,'name':'c'}");
    assertThat(names()).containsExactlyInAnyOrder("1 b", "1 c");
    destination.key("name").dedup("{'id':3,'at':1,'name':'c'}");
    assertThat(names()).containsExactly("1 b", "3 c");
  }

  @Test
  void manyRowsOfFewKeysAreMergedOverManyCommits() throws Exception {
    destination.cursor("at");
    var records = new String[6_000];
    for (int i = 0; i < records.length; i++) {
      records[i] =
          i % 1_500 == 1_499
              ? destination.state(String.valueOf(i))
              : "{'id':%d,'at':%d,'name':'%s'}".formatted(i % 100, i, "x".repeat(1_000));
    }

    destination.dedup(records);

    assertThat(destination.texts("SELECT count(*) || ' ' || sum(at) FROM $.users"))
        .containsExactly("100 " + expectedSum(records.length));
  }

  private static long expectedSum(int records) {
    long sum = 0;
    for (int key = 0; key < 100; key++) {
      int last = records - 100 + key;
      sum += last % 1_500 == 1_499 ? last - 100 : last;
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({
    "'{''id'':''x'',''at'':1}', 'does not fit'",
    "'{''id'':99999999999999999999,''at'':1}', 'does not fit'",
    "'{''id'':1,''at'':''x''}', 'does not fit'",
    "'{''at'':1}', 'no value in any field of its primary key'",
  })
  void aRecordThatWouldHideOthersEndsTheStreamAndWhatCameBeforeIsKept(String record, String why)
      throws Exception {
    destination.cursor("at");
    destination.dedup("{'id':1,'at':1,'name':'a'}");

    var outcome = destination.dedup("{'id':2,'at':1,'name':'b'}", destination.state("1"), record);

    assertRefused(outcome, why);
    assertThat(names()).contains("1 a");
  }

  @Test
  void aKeyThatCannotBeUsedIsRefused() throws Exception {
    assertRefused(
        new PostgresRun().write(new PostgresRun().in(DestinationSyncMode.APPEND_DEDUP), true),
        "has no primary key");
    assertRefused(new PostgresRun().nestedKey("id", "inner").dedup(), "only fields at the top");
    assertRefused(new PostgresRun().key("other").dedup(), "schema does not know");
    assertRefused(new PostgresRun().key("id").cursor("other").dedup(), "schema does not know");
  }

  @Test
  void aKeyTooLongForAnIndexIsRefused() throws Exception {
    var random = new StringBuilder();
    new Random(1).ints(9_000, 'a', 'z').forEach(c -> random.append((char) c));

    var outcome = destination.key("name").dedup("{'id':1,'name':'%s'}".formatted(random));

    assertRefused(outcome, "index row");
  }

  private static void assertRefused(ConnectorOutcome outcome, String why) {
    assertThat(outcome.status()).isNotZero();
    ErrorTrace.ConnectorError error = outcome.errors().getFirst().error();
    assertThat(error.message()).contains(why);
    assertThat(error.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
  }

  private List<String> names() throws Exception {
    return destination.texts("SELECT concat_ws(' ', id, name) FROM $.users ORDER BY id, at");
  }
}
