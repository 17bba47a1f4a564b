package io.lasius.server.schema;

import static io.lasius.server.schema.SchemaFixture.FREE;
import static io.lasius.server.schema.SchemaFixture.now;
import static io.lasius.server.schema.SchemaFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.SchemaPolicy;
import io.lasius.server.connection.StreamRules;
import io.lasius.server.connection.StreamSyncMode;
import io.lasius.server.state.StatePlace;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreamBreachesTest {
  private SchemaPolicy policy = SchemaPolicy.PROPAGATE_FULLY;

  /** What is configured, what the source offers now, and what that breaks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "incremental_append          ~ 'at':{},              ~ ~ its cursor [at] is gone",
        "incremental_deduped_history ~ 'id':{},              ~ ~ the field [id] of its primary key is gone",
        "full_refresh_overwrite_deduped ~ 'id':{},           ~ ~ the field [id] of its primary key is gone",
        "incremental_deduped_history ~ 'none' ~ ,'source_defined_primary_key':[['v']] ~ its primary key is [[id]], and the source's is [[v]] now",
        "incremental_append          ~ 'none' ~ ,'source_defined_cursor':true,'default_cursor_field':['v'] ~ its cursor is [at], and the source has one of its own now, [v]",
        "incremental_append          ~ ,'incremental'        ~ ~ it is synced as incremental_append, and the source reads it only as [FULL_REFRESH] now",
        "full_refresh_overwrite      ~ 'full_refresh',       ~ ~ it is synced as full_refresh_overwrite, and the source reads it only as [INCREMENTAL] now"
      })
  void pausesAStreamThatCannotBeSyncedAsItIsConfigured(
      String mode, String left, @Nullable String more, String reason) throws Exception {
    var before =
        new ConnectionStream(
            stream("t", FREE), StreamSyncMode.of(mode), List.of("at"), List.of(List.of("id")));

    for (var asked : SchemaPolicy.values()) {
      policy = asked;
      var result = update(now("t", FREE.replace(left, "") + (more == null ? "" : more)), before);

      assertThat(result.changes()).hasSize(1);
      assertThat(result.changes().getFirst().breaking()).isTrue();
      assertThat(result.changes().getFirst().action()).isEqualTo(HandledChange.Action.PAUSED);
      assertThat(result.streams()).containsExactly(before.paused(reason));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "full_refresh_append         ~ 'at':{}, ~ ",
        "full_refresh_append         ~ 'id':{}, ~ ",
        "incremental_append          ~ 'id':{}, ~ ",
        "incremental_deduped_history ~ ,'v':{'type':'string'} ~ ",
        "incremental_append          ~ 'none' ~ ,'source_defined_primary_key':[['v']]",
        "incremental_deduped_history ~ 'none' ~ ,'source_defined_primary_key':[['id']]",
        "incremental_append          ~ 'none' ~ ,'source_defined_cursor':true,'default_cursor_field':['at']",
        "incremental_append          ~ ,'none' ~ ,'default_cursor_field':['v']",
        "full_refresh_overwrite      ~ ,'incremental' ~ "
      })
  void goesOnWhereWhatIsNeededIsStillThere(String mode, String left, @Nullable String more)
      throws Exception {
    var before =
        new ConnectionStream(
            stream("t", FREE), StreamSyncMode.of(mode), List.of("at"), List.of(List.of("id")));

    var result = update(now("t", FREE.replace(left, "") + (more == null ? "" : more)), before);

    assertThat(result.changes()).isNotEmpty().noneMatch(HandledChange::breaking);
    assertThat(result.streams()).noneMatch(stream -> stream.paused() != null);
  }

  private SchemaUpdate.Result update(Catalog catalog, ConnectionStream stream) {
    var breaches =
        new StreamBreaches(
            new StreamRules(EnumSet.allOf(DestinationSyncMode.class)), UnaryOperator.identity());
    var connection = SchemaFixture.connection(policy, false, stream);
    return SchemaUpdate.of(
        connection, Set.of(stream.descriptor()), catalog, breaches, _ -> StatePlace.OWN);
  }
}
