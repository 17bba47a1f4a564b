package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ConfigModesTest {
  @ParameterizedTest
  @EnumSource
  void eachModeComesBackAsItWent(StreamSyncMode mode) {
    assertThat(ConfigModes.of(mode).modeOf("s")).isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource({
    "full_refresh, overwrite, FULL_REFRESH_OVERWRITE",
    "FULL_REFRESH, Overwrite_Dedup, FULL_REFRESH_OVERWRITE_DEDUPED",
    "full_refresh, append_dedup, FULL_REFRESH_OVERWRITE_DEDUPED",
    "incremental, append, INCREMENTAL_APPEND",
    "incremental, append_dedup, INCREMENTAL_DEDUPED_HISTORY"
  })
  void twoWordsStandForOneMode(String source, String destination, StreamSyncMode mode) {
    assertThat(new ConfigModes(source, destination).modeOf("s")).isEqualTo(mode);
  }

  @Test
  void refusesTwoThatCannotBeTogetherAndTellsThoseThatCan() {
    assertThatThrownBy(() -> new ConfigModes("incremental", "overwrite").modeOf("users"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll(
            "users", "incremental and overwrite", "full_refresh and overwrite_dedup");
  }
}
