package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.ErrorTrace.ConnectorError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which stream a failure is about, and when it was noticed. */
final class FailuresTest {
  private final Failures failures = new Failures();

  /** Sources read their other streams for hours before they exit. */
  @Test
  void datesAnErrorThatAConnectorToldByItsTelling() {
    tell("users");
    var told = Instant.now();
    while (!Instant.now().truncatedTo(ChronoUnit.MILLIS).isAfter(told)) {
      Thread.onSpinWait();
    }
    failures.connectorFailed(ConnectorRole.SOURCE, "it ended");

    assertThat(reason().message()).isEqualTo("it broke");
    assertThat(reason().time()).isBeforeOrEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({"users, users, users", "users, orders,", "users, '',", "'', users,", "'', '',"})
  void isAboutTheStreamThatAllErrorsAreOf(String first, String second, String stream) {
    tell(first);
    tell(second);
    failures.connectorFailed(ConnectorRole.SOURCE, "it ended");

    assertThat(reason().stream()).isEqualTo(stream == null ? null : StreamDescriptor.of(stream));
  }

  @ParameterizedTest
  @CsvSource({"users, users, users", "users, orders,", "users, '',", "'', users,", "'', '',"})
  void isAboutTheStreamThatAllLinesAreOf(String first, String second, String stream) {
    failures.undelivered("line 1", named(first));
    failures.undelivered("line 2", named(second));

    assertThat(reason().stream()).isEqualTo(stream == null ? null : StreamDescriptor.of(stream));
  }

  private FailureReason reason() {
    assertThat(failures.reasons()).hasSize(1);
    return failures.reasons().getFirst();
  }

  private void tell(String stream) {
    var error = new ConnectorError("it broke", null, null, null, null, Map.of());
    failures.errorTold(ConnectorRole.SOURCE, error, named(stream));
  }

  private static @Nullable StreamDescriptor named(String stream) {
    return stream.isEmpty() ? null : StreamDescriptor.of(stream);
  }
}
