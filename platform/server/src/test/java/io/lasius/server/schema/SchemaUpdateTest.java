package io.lasius.server.schema;

import static io.lasius.server.schema.SchemaFixture.FREE;
import static io.lasius.server.schema.SchemaFixture.OWN;
import static io.lasius.server.schema.SchemaFixture.catalog;
import static io.lasius.server.schema.SchemaFixture.deduped;
import static io.lasius.server.schema.SchemaFixture.now;
import static io.lasius.server.schema.SchemaFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.mapper.FieldSelection;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.SchemaPolicy;
import io.lasius.server.connection.StreamRules;
import io.lasius.server.connection.StreamSyncMode;
import io.lasius.server.state.StatePlace;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SchemaUpdateTest {
  private boolean backfill;
  private StatePlace place = StatePlace.OWN;
  private @Nullable Set<StreamDescriptor> known = Set.of(StreamDescriptor.of("t"));
  private SchemaPolicy policy = SchemaPolicy.PROPAGATE_FULLY;
  private Set<DestinationSyncMode> destination = EnumSet.allOf(DestinationSyncMode.class);

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "IGNORE             ~ ignored",
        "DISABLE_CONNECTION ~ disabled",
        "PROPAGATE_COLUMNS  ~ applied",
        "PROPAGATE_FULLY    ~ applied"
      })
  void doesWithColumnsWhatThePolicySays(SchemaPolicy asked, String action) throws Exception {
    policy = asked;
    var before = deduped(FREE);

    var result =
        update(
            now("t", FREE.replace("'v':{'type':'string'}", "'v':{'type':'number'},'w':{}")),
            before);

    assertThat(texts(result))
        .containsExactly(
            "t: field type changed v: string → number (%s)".formatted(action),
            "t: field added w: any (%s)".formatted(action));
    var after = result.streams().getFirst();
    assertThat(after.paused()).isNull();
    assertThat(after.stream().jsonSchema().path("properties").has("w"))
        .isEqualTo(action.equals("applied"));
    assertThat(result.open()).hasSize(action.equals("applied") ? 0 : 2);
    assertThat(result.anew()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "IGNORE             ~ ignored  ~ paused",
        "DISABLE_CONNECTION ~ disabled ~ paused",
        "PROPAGATE_COLUMNS  ~ ignored  ~ paused",
        "PROPAGATE_FULLY    ~ applied  ~ applied"
      })
  void doesWithStreamsWhatThePolicySays(SchemaPolicy asked, String added, String removed)
      throws Exception {
    policy = asked;
    known = Set.of(StreamDescriptor.of("t"), StreamDescriptor.of("gone"));
    var stays = deduped(FREE);
    var gone =
        new ConnectionStream(stream("gone", FREE), StreamSyncMode.FULL_REFRESH_APPEND, null, null);

    var result =
        update(catalog("{'name':'new',%s},{'name':'t',%s}".formatted(OWN, FREE)), stays, gone);

    assertThat(result.changes())
        .extracting(change -> change.change() + " " + change.action().wireName())
        .containsExactly("gone: stream removed " + removed, "new: stream added " + added);
    assertThat(result.streams())
        .extracting(stream -> stream.descriptor() + (stream.paused() == null ? "" : " paused"))
        .containsExactlyElementsOf(
            policy == SchemaPolicy.PROPAGATE_FULLY
                ? List.of("t", "new")
                : List.of("t", "gone paused"));
    assertThat(result.begun())
        .isEqualTo(
            policy == SchemaPolicy.PROPAGATE_FULLY
                ? List.of(StreamDescriptor.of("new"))
                : List.of());
  }

  @Test
  void readsByTheCursorAndKeyOfBeforeWhereTheSourceOnlySuggestedThem() throws Exception {
    var suggested = FREE + ",'default_cursor_field':['at'],'source_defined_primary_key':[['id']]";
    var before =
        new ConnectionStream(
            stream("t", suggested), StreamSyncMode.INCREMENTAL_DEDUPED_HISTORY, null, null);

    var result = update(now("t", FREE + ",'default_cursor_field':['v']"), before);

    assertThat(result.changes()).hasSize(2).noneMatch(HandledChange::breaking);
    var after = result.streams().getFirst();
    assertThat(after.effectiveCursor()).containsExactly("at");
    assertThat(after.effectiveKey()).containsExactly(List.of("id"));
  }

  @ParameterizedTest
  @EnumSource(names = {"IGNORE", "PROPAGATE_COLUMNS"})
  void resumesAStreamOnceItCanBeSyncedAgain(SchemaPolicy asked) throws Exception {
    policy = asked;
    var incremental = deduped(FREE);
    var whole =
        new ConnectionStream(stream("u", FREE), StreamSyncMode.FULL_REFRESH_OVERWRITE, null, null);

    var result =
        update(
            catalog("{'name':'t',%s},{'name':'u',%s}".formatted(FREE, FREE)),
            incremental.paused("x"),
            whole.paused("y"));

    assertThat(result.streams()).containsExactly(incremental, whole);
    assertThat(result.begun()).containsExactly(StreamDescriptor.of("u"));
    assertThat(result.changes()).isEmpty();
  }

  @Test
  void selectsNewFieldsAndLetsThoseGoThatAreGone() throws Exception {
    var before =
        new ConnectionStream(
            stream("t", FREE),
            StreamSyncMode.FULL_REFRESH_APPEND,
            null,
            null,
            new FieldSelection(List.of(List.of("id"), List.of("v"))),
            List.of(),
            null);

    var result = update(now("t", FREE.replace("'v':{'type':'string'}", "'w':{}")), before);

    assertThat(result.streams().getFirst().selection())
        .isEqualTo(new FieldSelection(List.of(List.of("id"), List.of("w"))));
  }

  @Test
  void keepsItsStreamsWhereTheSourceOffersNoneOfThem() throws Exception {
    var result = update(now("other", FREE), deduped(FREE));

    assertThat(result.streams().getFirst().paused()).contains("does not offer it any more");
  }

  @Test
  void takesNoStreamForNewThatNobodyChoseBefore() throws Exception {
    var catalog = catalog("{'name':'t',%s},{'name':'left',%s}".formatted(FREE, FREE));
    known = Set.of(StreamDescriptor.of("t"), StreamDescriptor.of("left"));
    assertThat(update(catalog, deduped(FREE)).changes()).isEmpty();
    known = null;
    assertThat(update(catalog, deduped(FREE)).changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'source_defined_cursor':true;'source_defined_primary_key':[['id']], incremental_deduped_history",
    "'source_defined_cursor':true,                                       full_refresh_overwrite",
    "'is_resumable':true,                                                full_refresh_overwrite"
  })
  void syncsANewStreamAsItsSourceSuggests(String says, String mode) throws Exception {
    var result =
        update(
            catalog(
                "{'name':'t',%s},{'name':'n',%s,%s}".formatted(FREE, FREE, says.replace(';', ','))),
            deduped(FREE));

    assertThat(result.streams().getLast().syncMode().wireName()).isEqualTo(mode);
    assertThat(result.changes().getFirst().reason()).isEqualTo("it is synced as " + mode);
  }

  @Test
  void tellsWhyANewStreamCannotBeSynced() throws Exception {
    destination = Set.of(DestinationSyncMode.APPEND_DEDUP);

    var result =
        update(catalog("{'name':'t',%s},{'name':'n',%s}".formatted(FREE, FREE)), deduped(FREE));

    assertThat(result.streams()).hasSize(1);
    assertThat(texts(result).getFirst())
        .startsWith("n: stream added (ignored): stream 'n' cannot be synced");
  }

  @ParameterizedTest
  @CsvSource({
    "OWN,    incremental_deduped_history, true,  the stream is read once more from its beginning",
    "PART,   incremental_append,          true,  the stream is read once more from its beginning",
    "SHARED, incremental_append,          false, the stream is not read once more; since the source keeps one state for all streams: refresh the connection to do so",
    "OWN,    full_refresh_append,         false, "
  })
  void readsAStreamOnceMoreForNewFieldsWhereThatIsAsked(
      StatePlace where, String mode, boolean again, @Nullable String reason) throws Exception {
    backfill = true;
    place = where;
    var before =
        new ConnectionStream(
            stream("t", FREE), StreamSyncMode.of(mode), List.of("at"), List.of(List.of("id")));

    var result = update(now("t", FREE.replace("'id':{}", "'id':{},'w':{}")), before);

    assertThat(result.anew()).isEqualTo(again ? List.of(before.descriptor()) : List.of());
    assertThat(result.changes().getFirst().reason())
        .isEqualTo(reason == null ? null : reason.replace(';', ','));
    // A field that is gone has nothing to be read once more.
    assertThat(update(now("t", FREE.replace(",'v':{'type':'string'}", "")), before).anew())
        .isEmpty();
  }

  @Test
  void takesThePartOfAPausedStreamOutOfTheStateOfAllSinceItWillBeOutOfDate() throws Exception {
    place = StatePlace.PART;
    var before = deduped(FREE);
    var broken = now("t", FREE.replace("'at':{},", ""));

    assertThat(update(broken, before).anew()).containsExactly(before.descriptor());
    // Once is enough.
    assertThat(update(broken, before.paused("x")).anew()).isEmpty();
    place = StatePlace.SHARED;
    assertThat(update(broken, before).anew()).isEmpty();
    assertThat(update(broken, before).streams().getFirst().paused())
        .startsWith("its cursor [at] is gone; since the source keeps one state for all streams");
  }

  private static List<String> texts(SchemaUpdate.Result result) {
    return result.changes().stream().map(HandledChange::toString).collect(Collectors.toList());
  }

  private SchemaUpdate.Result update(Catalog catalog, ConnectionStream... streams) {
    var connection = SchemaFixture.connection(policy, backfill, streams);
    var breaches = new StreamBreaches(new StreamRules(destination), UnaryOperator.identity());
    return SchemaUpdate.of(connection, known, catalog, breaches, _ -> place);
  }
}
