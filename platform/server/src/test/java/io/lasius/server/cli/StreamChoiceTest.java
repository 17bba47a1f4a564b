package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamChoiceTest {
  private static final String INCREMENTAL =
      "\"name\":\"a\",\"json_schema\":{},\"supported_sync_modes\":[\"full_refresh\",\"incremental\"]";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"source_defined_cursor\":true",
        ",\"default_cursor_field\":[\"at\"]",
        ",\"source_defined_cursor\":true,\"default_cursor_field\":[\"at\"]"
      })
  void readsAStreamWithACursorIncrementally(String cursor) throws Exception {
    var configured = StreamChoice.configure(catalog(INCREMENTAL + cursor), List.of());

    assertThat(configured.streams().getFirst().syncMode()).isEqualTo(SyncMode.INCREMENTAL);
  }

  @Test
  void readsAStreamWithoutACursorWhole() throws Exception {
    var configured = StreamChoice.configure(catalog(INCREMENTAL), List.of());

    assertThat(configured.streams().getFirst().syncMode()).isEqualTo(SyncMode.FULL_REFRESH);
  }

  @Test
  void givesTheSourcesOwnCursorAndKey() throws Exception {
    var stream =
        INCREMENTAL
            + ",\"default_cursor_field\":[\"at\"],\"source_defined_primary_key\":[[\"id\"],[\"x\",\"y\"]]";

    var configured = StreamChoice.configure(catalog(stream), List.of()).streams().getFirst();

    assertThat(configured.cursorField()).containsExactly("at");
    assertThat(configured.primaryKey()).containsExactly(List.of("id"), List.of("x", "y"));
  }

  @Test
  void findsStreamsByNameOrWithTheirNamespace() throws Exception {
    var catalog =
        catalog(
            "\"name\":\"a\",\"namespace\":\"one\",\"json_schema\":{}",
            "\"name\":\"a\",\"namespace\":\"two\",\"json_schema\":{}",
            "\"name\":\"b\",\"json_schema\":{}");

    assertThat(StreamChoice.configure(catalog, List.of("a")).streams()).hasSize(2);
    assertThat(StreamChoice.configure(catalog, List.of("two.a", "b")).streams())
        .extracting(stream -> stream.descriptor().toString())
        .containsExactly("two.a", "b");
  }

  @Test
  void namesTheStreamsThatThereAreWhenOneIsUnknown() throws Exception {
    var catalog = catalog("\"name\":\"b\",\"json_schema\":{}", "\"name\":\"a\",\"json_schema\":{}");

    assertThatThrownBy(() -> StreamChoice.configure(catalog, List.of("a", "c")))
        .hasMessage("the source has no stream 'c'; it has: a, b");
  }

  private static Catalog catalog(String... streams) throws JsonProcessingException {
    var text = "{\"streams\":[{" + String.join("},{", streams) + "}]}";
    return Json.mapper().readValue(text, Catalog.class);
  }
}
