package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.server.connection.StreamSelection.Wish;
import io.lasius.server.http.ProblemException;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StreamSelectionTest {
  private static final String CATALOG =
      """
      {"streams":[
        {"name":"users","namespace":"a","json_schema":{"properties":{"id":{},"at":{}}},
         "supported_sync_modes":["full_refresh","incremental"],"default_cursor_field":["at"]},
        {"name":"users","namespace":"b","json_schema":{},"supported_sync_modes":["full_refresh"]},
        {"name":"log","json_schema":{"properties":{"id":{},"at":{}}},
         "supported_sync_modes":["full_refresh","incremental"]},
        {"name":"orders","json_schema":{"properties":{"id":{},"lsn":{}}},
         "supported_sync_modes":["full_refresh","incremental"],"source_defined_cursor":true,
         "default_cursor_field":["lsn"],"source_defined_primary_key":[["id"]]}]}\
      """;

  private static final List<List<String>> ID = List.of(List.of("id"));
  private static final List<List<String>> LSN = List.of(List.of("lsn"));

  private final StreamSelection selection = selection(CATALOG);

  @Test
  void takesAllStreamsWholeWhereNoneIsWishedFor() {
    assertThat(selection.select(List.of()))
        .extracting(stream -> stream.descriptor() + " " + stream.syncMode().wireName())
        .containsExactly(
            "a.users full_refresh_overwrite",
            "b.users full_refresh_overwrite",
            "log full_refresh_overwrite",
            "orders full_refresh_overwrite");
  }

  @Test
  void takesTheWishedStreamsInTheirOrder() {
    assertThat(selection.select(List.of(wish("orders", null), wish("log", null))))
        .extracting(stream -> stream.descriptor().name())
        .containsExactly("orders", "log");
  }

  /** Else a client that sends back what it read would change its connection by that. */
  @Test
  void doesNotMakeTheSourcesOwnKeyTheUsers() {
    var echoed = select(new Wish("orders", null, null, null, List.of(List.of("id"))));

    assertThat(echoed).isEqualTo(select(new Wish("orders", null, null, null, null)));
    assertThat(echoed.effectiveKey()).isEqualTo(List.of(List.of("id")));
    assertThat(select(new Wish("log", null, null, null, List.of(List.of("id")))).primaryKey())
        .isEqualTo(List.of(List.of("id")));
  }

  @Test
  void leavesTheKeyThatItShowedWhoseItIs() {
    var own = select(wish("orders", null));
    var users = new ConnectionStream(own.stream(), StreamSyncMode.FULL_REFRESH_OVERWRITE, null, ID);
    var echo = new Wish("orders", null, null, null, ID);
    var now = selection(CATALOG.replace("[[\"id\"]]", "[[\"lsn\"]]"));

    // The source's own is another by now, and is followed.
    assertThat(select(now, own, echo).primaryKey()).isNull();
    assertThat(select(now, own, echo).effectiveKey()).isEqualTo(LSN);
    // The user's is the same as the source's own, and stays theirs.
    assertThat(select(selection, users, echo).primaryKey()).isEqualTo(ID);
    // A key that was not shown is one that somebody wants.
    assertThatThrownBy(
            () -> select(now, own, new Wish("orders", null, null, null, List.of(List.of("at")))))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void takesTheKeyThatItShowedAsTheUsersWhereTheSourceHasNoneAnyMore() {
    var own = select(wish("orders", null));
    var now = selection(CATALOG.replace(",\"source_defined_primary_key\":[[\"id\"]]", ""));
    var echo = new Wish("orders", null, StreamSyncMode.INCREMENTAL_DEDUPED_HISTORY, null, ID);

    assertThat(select(now, own, echo).primaryKey()).isEqualTo(ID);
  }

  @Test
  void needsTheNamespaceOnlyWhereTwoStreamsHaveTheName() {
    assertThat(select(new Wish("users", "b", null, null, null)).descriptor())
        .hasToString("b.users");
    assertRefused(wish("users", null), "several streams 'users'");
    assertRefused(new Wish("users", "c", null, null, null), "no stream 'users'");
  }

  @Test
  void refusesAStreamThatIsNotOfferedAndNamesThoseThatAre() {
    assertRefused(wish("lakes", null), "no stream 'lakes'; it has: a.users, b.users, log, orders");
  }

  @Test
  void refusesAStreamThatIsListedTwice() {
    assertThatThrownBy(() -> selection.select(List.of(wish("log", null), wish("log", null))))
        .asInstanceOf(type(ProblemException.class))
        .satisfies(e -> assertThat(e.problem().detail()).contains("'log' is listed twice"));
  }

  @Test
  void readsByTheGivenCursorElseTheDefaultElseTheSourcesOwn() {
    var given = new Wish("log", null, StreamSyncMode.INCREMENTAL_APPEND, List.of("at"), null);
    var byDefault = new Wish("users", "a", StreamSyncMode.INCREMENTAL_APPEND, null, null);
    var own = wish("orders", StreamSyncMode.INCREMENTAL_APPEND);

    assertThat(select(given).effectiveCursor()).containsExactly("at");
    assertThat(select(byDefault).effectiveCursor()).containsExactly("at");
    assertThat(select(own).effectiveCursor()).containsExactly("lsn");
  }

  @Test
  void tellsRecordsApartByTheGivenKeyElseByTheSourcesOwn() {
    var mode = StreamSyncMode.FULL_REFRESH_OVERWRITE_DEDUPED;

    assertThat(select(new Wish("log", null, mode, null, List.of(List.of("id")))).effectiveKey())
        .containsExactly(List.of("id"));
    assertThat(select(wish("orders", mode)).effectiveKey()).containsExactly(List.of("id"));
  }

  private ConnectionStream select(Wish wish) {
    return selection.select(List.of(wish)).getFirst();
  }

  private static ConnectionStream select(
      StreamSelection selection, ConnectionStream before, Wish wish) {
    return new StreamSelection(selection.offered(), selection.rules(), List.of(before))
        .select(List.of(wish))
        .getFirst();
  }

  private void assertRefused(Wish wish, String why) {
    assertThatThrownBy(() -> select(wish))
        .asInstanceOf(type(ProblemException.class))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400))
        .satisfies(e -> assertThat(e.problem().detail()).contains(why));
  }

  private static Wish wish(String name, @Nullable StreamSyncMode mode) {
    return new Wish(name, null, mode, null, null);
  }

  private static StreamSelection selection(String catalog) {
    try {
      return new StreamSelection(
          Json.mapper().readValue(catalog, Catalog.class),
          new StreamRules(EnumSet.allOf(DestinationSyncMode.class)),
          List.of());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
