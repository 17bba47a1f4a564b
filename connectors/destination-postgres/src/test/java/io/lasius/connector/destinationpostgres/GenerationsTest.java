package io.lasius.connector.destinationpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.message.FailureType;
import io.lasius.sdk.testkit.ConnectorOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Old data gives way to new when the new is whole; in each mode that a platform asks for it in. */
final class GenerationsTest {
  private final PostgresRun destination = new PostgresRun().key("id");
  private DestinationSyncMode mode = DestinationSyncMode.APPEND;

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "OVERWRITE", "APPEND_DEDUP"})
  void theOldDataStaysUntilTheNewIsWhole(DestinationSyncMode each) throws Exception {
    mode = each;
    replace(1, "{'id':1}");

    breakOff(2, "{'id':2}");
    List<String> between = destination.ids();
    replace(2, "{'id':3}");

    assertThat(between).containsExactly("1");
    assertThat(destination.ids()).containsExactly("2", "3");
    assertThat(tables()).containsExactly("users");
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "APPEND_DEDUP"})
  void whatAnotherGenerationLeftIsDropped(DestinationSyncMode each) throws Exception {
    mode = each;
    replace(1, "{'id':1}");
    breakOff(2, "{'id':2}");

    replace(3, "{'id':3}");

    assertThat(destination.ids()).containsExactly("3");
    assertThat(tables()).containsExactly("users");
  }

  @Test
  void theSameNumberOfAnotherJobIsAnotherGeneration() throws Exception {
    breakOff(2, "{'id':2}");

    write(stream().withGeneration(2, 2, 77), true, "{'id':3}");

    assertThat(destination.ids()).containsExactly("3");
  }

  @Test
  void aRetryAfterTheReplacementAddsToTheNewData() throws Exception {
    replace(1, "{'id':1}");
    replace(2, "{'id':2}");

    replace(2, "{'id':3}");

    assertThat(destination.ids()).containsExactly("2", "3");
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "APPEND_DEDUP"})
  void whatAReplacementHadCommittedIsTakenOverByASyncThatKeepsAll(DestinationSyncMode each)
      throws Exception {
    mode = each;
    keep(1, "{'id':1}");
    breakOff(2, "{'id':2}");

    keep(2, "{'id':3}");

    assertThat(destination.ids()).containsExactly("1", "2", "3");
    assertThat(tables()).containsExactly("users");
    assertThat(destination.texts("SELECT _airbyte_generation_id FROM $.users ORDER BY id"))
        .containsExactly("1", "2", "2");
  }

  @Test
  void aSyncThatKeepsAllDropsTheReplacementOfAnotherGeneration() throws Exception {
    keep(1, "{'id':1}");
    breakOff(2, "{'id':2}");

    keep(3, "{'id':3}");

    assertThat(destination.ids()).containsExactly("1", "3");
    assertThat(tables()).containsExactly("users");
  }

  @Test
  void aDeletionInAReplacementIsHeardOfByWhoeverTakesItOver() throws Exception {
    mode = DestinationSyncMode.APPEND_DEDUP;
    destination.properties("'id':{'type':'integer'},'_ab_cdc_deleted_at':{'type':'string'}");
    keep(1, "{'id':1}", "{'id':2}");
    breakOff(2, "{'id':3}", "{'id':1,'_ab_cdc_deleted_at':'2026-01-01'}");

    keep(2, "{'id':4}");

    assertThat(destination.ids()).containsExactly("2", "3", "4");
  }

  @Test
  void aReplacementHoldsNoDeletionOnceItIsWhole() throws Exception {
    mode = DestinationSyncMode.APPEND_DEDUP;
    destination.properties("'id':{'type':'integer'},'_ab_cdc_deleted_at':{'type':'string'}");
    breakOff(2, "{'id':1}", "{'id':2}", "{'id':3,'_ab_cdc_deleted_at':'2026-01-01'}");

    replace(2, "{'id':1,'_ab_cdc_deleted_at':'2026-01-01'}");

    assertThat(destination.ids()).containsExactly("2");
  }

  @Test
  void overwriteWithoutGenerationsBeginsAnewEachTime() throws Exception {
    mode = DestinationSyncMode.OVERWRITE;
    write(stream(), true, "{'id':1}");
    write(stream(), false, "{'id':2}");
    List<String> between = destination.ids();

    write(stream(), true, "{'id':3}");

    assertThat(between).containsExactly("1");
    assertThat(destination.ids()).containsExactly("3");
    assertThat(tables()).containsExactly("users");
  }

  @Test
  void aMinimumBetweenTheGenerationsIsRefused() throws Exception {
    var outcome = write(stream().withGeneration(5, 3, 5), true, "{'id':1}");

    var error = outcome.errors().getFirst().error();
    assertThat(error.message()).contains("minimum_generation_id 3 and generation_id 5");
    assertThat(error.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
  }

  @Test
  void aReplacedTableKeepsTheViewsThatAreMadeOfIt() throws Exception {
    mode = DestinationSyncMode.APPEND_DEDUP;
    replace(1, "{'id':1}");
    destination.execute("CREATE VIEW $.ids AS SELECT id FROM $.users");

    replace(2, "{'id':2}", "{'id':3}");
    List<String> throughTheView = destination.texts("SELECT id FROM $.ids ORDER BY id");
    keep(2, "{'id':3}");

    assertThat(throughTheView).containsExactly("2", "3");
    assertThat(destination.ids()).containsExactly("2", "3");
    assertThat(tables()).containsExactly("users");
  }

  @Test
  void aReplacementHasTheColumnsOfTheNewSchemaOnly() throws Exception {
    replace(1, "{'id':1}");

    destination.properties("'id':{'type':'boolean'},'name':{'type':'string'}");
    replace(2, "{'id':true,'name':'x'}");

    assertThat(destination.texts("SELECT id || name FROM $.users")).containsExactly("truex");
  }

  @Test
  void deduplicationGoesOnInATableThatReplacedAnother() throws Exception {
    mode = DestinationSyncMode.APPEND_DEDUP;
    replace(1, "{'id':1}");
    replace(2, "{'id':1}", "{'id':2}");

    keep(2, "{'id':2}");

    assertThat(destination.ids()).containsExactly("1", "2");
    assertThat(
            destination.texts(
                "SELECT count(*) FROM pg_indexes WHERE schemaname = '%s'"
                    .formatted(destination.schema)))
        .containsExactly("1");
  }

  private void replace(long generation, String... records) throws Exception {
    var outcome = write(stream().withGeneration(generation, generation, generation), true, records);

    assertThat(outcome.errors()).isEmpty();
  }

  private void keep(long generation, String... records) throws Exception {
    // The next job of the same generation.
    var outcome = write(stream().withGeneration(generation, 0, generation + 100), true, records);

    assertThat(outcome.errors()).isEmpty();
  }

  private void breakOff(long generation, String... records) throws Exception {
    var outcome =
        write(stream().withGeneration(generation, generation, generation), false, records);

    assertThat(outcome.states()).hasSize(1);
    assertThat(outcome.errors().getFirst().error().failureType())
        .isEqualTo(FailureType.TRANSIENT_ERROR);
  }

  private ConnectorOutcome write(ConfiguredStream stream, boolean complete, String... records)
      throws Exception {
    return destination.write(stream, complete, records);
  }

  private ConfiguredStream stream() throws Exception {
    return destination.in(mode);
  }

  private List<String> tables() throws Exception {
    return destination.texts(
        "SELECT tablename FROM pg_tables WHERE schemaname = '%s'".formatted(destination.schema));
  }
}
