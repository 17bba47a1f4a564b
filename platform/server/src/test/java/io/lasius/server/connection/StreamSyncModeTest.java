package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.catalog.DestinationSyncMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StreamSyncModeTest {
  @ParameterizedTest
  @CsvSource({
    "full_refresh_overwrite, OVERWRITE, OVERWRITE, APPEND",
    "full_refresh_overwrite_deduped, OVERWRITE, OVERWRITE, APPEND_DEDUP",
    "full_refresh_append, APPEND, APPEND, APPEND",
    "full_refresh_update, APPEND, UPDATE, UPDATE",
    "full_refresh_soft_delete, APPEND, SOFT_DELETE, SOFT_DELETE",
    "incremental_append, APPEND, APPEND, APPEND",
    "incremental_deduped_history, APPEND_DEDUP, APPEND_DEDUP, APPEND_DEDUP",
    "incremental_update, APPEND, UPDATE, UPDATE",
    "incremental_soft_delete, APPEND, SOFT_DELETE, SOFT_DELETE"
  })
  void tellsEachEndWhatItKnows(
      String name,
      DestinationSyncMode source,
      DestinationSyncMode withoutRefreshes,
      DestinationSyncMode withRefreshes) {
    var mode = StreamSyncMode.of(name);

    assertThat(mode.destinationForSource()).isEqualTo(source);
    assertThat(mode.destinationWith(false)).isEqualTo(withoutRefreshes);
    assertThat(mode.destinationWith(true)).isEqualTo(withRefreshes);
  }

  @ParameterizedTest
  @EnumSource
  void isReadByItsNameInAnyCase(StreamSyncMode mode) {
    assertThat(StreamSyncMode.of(mode.wireName())).isEqualTo(mode);
    assertThat(StreamSyncMode.of(mode.name())).isEqualTo(mode);
  }

  @Test
  void refusesAnUnknownNameAndTellsTheKnownOnes() {
    assertThatThrownBy(() -> StreamSyncMode.of("all"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no sync mode 'all'; there are: full_refresh_overwrite, ")
        .hasMessageContaining("incremental_deduped_history");
  }
}
