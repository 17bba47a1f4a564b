package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.server.http.ProblemException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreamRulesTest {
  /**
   * {@code whole} and {@code news} are read in one way only; {@code keyless} has no key, {@code
   * plain} nothing of its own, {@code given} a default cursor and {@code own} all of its own.
   */
  private static final String CATALOG =
      """
      {"streams":[
        {"name":"whole","json_schema":{},"supported_sync_modes":["full_refresh"],
         "source_defined_primary_key":[["id"]]},
        {"name":"news","json_schema":{},"supported_sync_modes":["incremental"],
         "source_defined_cursor":true,"source_defined_primary_key":[["id"]]},
        {"name":"keyless","json_schema":{},"supported_sync_modes":["incremental"],
         "source_defined_cursor":true},
        {"name":"plain","json_schema":{"properties":{"id":{"type":"integer"},"at":{},
           "who":{"type":["null","object"],"properties":{"id":{},"name":{}}},
           "any":{"type":"object"},"tags":{"type":"array","items":{}}}},
         "supported_sync_modes":["full_refresh","incremental"]},
        {"name":"given","json_schema":{"properties":{"id":{},"at":{}}},
         "supported_sync_modes":["full_refresh","incremental"],"default_cursor_field":["at"]},
        {"name":"own","json_schema":{"properties":{"id":{},"day":{},"lsn":{}}},
         "supported_sync_modes":["full_refresh","incremental"],"source_defined_cursor":true,
         "default_cursor_field":["lsn"],"source_defined_primary_key":[["id"],["day"]]}]}\
      """;

  private static final Set<DestinationSyncMode> ALL = EnumSet.allOf(DestinationSyncMode.class);

  @ParameterizedTest
  @CsvSource({
    "full_refresh_append, APPEND",
    "full_refresh_overwrite, OVERWRITE",
    "full_refresh_overwrite_deduped, APPEND_DEDUP",
    "full_refresh_update, UPDATE",
    "full_refresh_soft_delete, SOFT_DELETE",
    "incremental_append, APPEND",
    "incremental_deduped_history, APPEND_DEDUP",
    "incremental_update, UPDATE",
    "incremental_soft_delete, SOFT_DELETE"
  })
  void takesAModeThatBothEndsKnowAndNoOther(String mode, DestinationSyncMode needed) {
    var without = EnumSet.complementOf(EnumSet.of(needed));
    var other = mode.startsWith("full") ? "news" : "whole";

    assertThat(select("own", mode, null, null, EnumSet.of(needed)).syncMode().wireName())
        .isEqualTo(mode);
    assertRefused(
        () -> select("own", mode, null, null, without),
        "'own' cannot be synced as %s: the destination writes only as".formatted(mode));
    assertRefused(
        () -> select(other, mode, null, null, ALL),
        "'%s' cannot be synced as %s: the source reads it only as".formatted(other, mode));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // A cursor is given, a default, the source's own, or lacking.
        "plain | incremental_append | ['at'] | - | -",
        "plain | incremental_append | ['who','name'] | - | -",
        "plain | incremental_append | - | - | needs a cursorField",
        "plain | incremental_append | [] | - | needs a cursorField",
        "plain | incremental_append | ['when'] | - | has no field [when], which its cursorField names",
        "plain | incremental_append | ['who','age'] | - | has no field [who, age], which its cursorField",
        "plain | incremental_append | ['id','age'] | - | has no field [id, age], which its cursorField",
        "plain | incremental_append | ['tags','0'] | - | has no field [tags, 0], which its cursorField",
        "plain | incremental_append | ['any','age'] | - | -",
        "plain | full_refresh_append | ['at'] | - | -",
        "plain | full_refresh_append | ['when'] | - | has no field [when]",
        "given | incremental_append | - | - | -",
        "given | incremental_append | ['id'] | - | -",
        "own | incremental_append | - | - | -",
        "own | incremental_append | ['lsn'] | - | -",
        "own | incremental_append | ['id'] | - | has a cursor of its own, [lsn]",
        "keyless | incremental_append | - | - | -",
        "keyless | incremental_append | ['at'] | - | has a cursor of its own, null",
        // So is a key, of one field or several.
        "plain | full_refresh_overwrite_deduped | - | [['id']] | -",
        "plain | full_refresh_overwrite_deduped | - | [['who','id'],['at']] | -",
        "plain | full_refresh_overwrite_deduped | - | - | needs a primaryKey to be synced as full_refresh_overwrite_deduped",
        "plain | full_refresh_overwrite_deduped | - | [] | needs a primaryKey",
        "plain | full_refresh_update | - | - | needs a primaryKey",
        "plain | full_refresh_soft_delete | - | - | needs a primaryKey",
        "keyless | incremental_deduped_history | - | - | needs a primaryKey",
        "keyless | incremental_update | - | - | needs a primaryKey",
        "keyless | incremental_soft_delete | - | - | needs a primaryKey",
        "plain | full_refresh_append | - | [['key']] | has no field [key], which its primaryKey names",
        "plain | full_refresh_append | - | [['who','key']] | has no field [who, key], which its primaryKey",
        "plain | full_refresh_append | - | [['id'],[]] | has no field [], which its primaryKey",
        "plain | full_refresh_append | - | [['id'],['id']] | has a field twice in its primaryKey",
        "own | incremental_deduped_history | - | - | -",
        "own | incremental_deduped_history | - | [['day'],['id']] | -",
        "own | incremental_deduped_history | - | [['id']] | has a primary key of its own, [[id], [day]]",
        "own | full_refresh_append | - | [['lsn']] | has a primary key of its own",
      })
  void asksForACursorAndAKeyThatThereAre(
      String stream,
      String mode,
      @Nullable String cursor,
      @Nullable String key,
      @Nullable String refusal) {
    if (refusal == null) {
      assertThat(select(stream, mode, cursor, key, ALL).syncMode().wireName()).isEqualTo(mode);
    } else {
      assertRefused(
          () -> select(stream, mode, cursor, key, ALL),
          "stream '%s' %s".formatted(stream, refusal));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "plain | OVERWRITE APPEND APPEND_DEDUP | full_refresh_overwrite",
        "news | OVERWRITE APPEND APPEND_DEDUP | incremental_deduped_history",
        "news | OVERWRITE APPEND | incremental_append",
        "keyless | OVERWRITE APPEND APPEND_DEDUP | incremental_append",
        "given | APPEND | incremental_append",
        "own | APPEND_DEDUP | incremental_deduped_history",
        // To append whole reads, again and again, must be asked for.
        "plain | APPEND | -",
        "whole | APPEND | -",
        "keyless | OVERWRITE | -",
      })
  void choosesAModeThatBringsNoRecordTwice(
      String stream, String destination, @Nullable String chosen) {
    var modes =
        Arrays.stream(destination.split(" ", -1))
            .map(DestinationSyncMode::valueOf)
            .collect(Collectors.toSet());

    if (chosen == null) {
      assertRefused(() -> select(stream, null, null, null, modes), "possible here");
    } else {
      assertThat(select(stream, null, null, null, modes).syncMode().wireName()).isEqualTo(chosen);
    }
  }

  private interface Selecting {
    ConnectionStream run();
  }

  private static void assertRefused(Selecting selecting, String why) {
    assertThatThrownBy(selecting::run)
        .asInstanceOf(type(ProblemException.class))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400))
        .satisfies(e -> assertThat(e.problem().detail()).contains(why));
  }

  /** Both lists as JSON with single quotes. */
  private static ConnectionStream select(
      String stream,
      @Nullable String mode,
      @Nullable String cursor,
      @Nullable String key,
      Set<DestinationSyncMode> destinationModes) {
    try {
      var catalog = Json.mapper().readValue(CATALOG, Catalog.class);
      var wish =
          new StreamSelection.Wish(
              stream,
              null,
              mode == null ? null : StreamSyncMode.of(mode),
              read(cursor, new TypeReference<List<String>>() {}),
              read(key, new TypeReference<List<List<String>>>() {}));
      return new StreamSelection(catalog, new StreamRules(destinationModes), List.of())
          .select(List.of(wish))
          .getFirst();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> @Nullable T read(@Nullable String json, TypeReference<T> type)
      throws JsonProcessingException {
    return json == null ? null : Json.mapper().readValue(json.replace('\'', '"'), type);
  }
}
