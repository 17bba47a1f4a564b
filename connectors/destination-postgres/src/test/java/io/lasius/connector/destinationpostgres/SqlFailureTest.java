package io.lasius.connector.destinationpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.sdk.ConnectorException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlFailureTest {
  @ParameterizedTest
  @CsvSource({
    "08006, TransientException",
    "08004, ConfigException",
    "28P01, ConfigException",
    "3D000, ConfigException",
    "40P01, TransientException",
    "42501, ConfigException",
    "53300, TransientException",
    "55P03, TransientException",
    "55000, ConfigException",
    "57P01, TransientException",
    "25006, ConfigException",
    "22P02, IOException",
    "XX000, IOException",
    ", IOException",
  })
  void tellsWhatTheUserMustChangeFromWhatMayPass(@Nullable String state, String type) {
    Exception failure = told(new SQLException("first line\nDetail: a row", state));

    assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
    assertThat(failure)
        .hasMessage(
            "cannot do it: first line (SQLSTATE %s)".formatted(state == null ? "XX000" : state));
  }

  @Test
  void namesAHostThatIsUnknown() {
    var failure =
        told(new SQLException("The attempt failed.", "08001", new UnknownHostException("nowhere")));

    assertThat(failure).hasMessageContaining("the host nowhere is unknown");
  }

  private static Exception told(SQLException failure) {
    try {
      return SqlFailure.of("cannot do it", failure);
    } catch (ConnectorException e) {
      return e;
    }
  }
}
