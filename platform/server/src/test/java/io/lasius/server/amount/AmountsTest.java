package io.lasius.server.amount;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AmountsTest {
  @Test
  void sizesHaveTheUnitThatKeepsThemShort() {
    assertThat(Amounts.bytes(999)).isEqualTo("999 B");
    assertThat(Amounts.bytes(1_000)).isEqualTo("1.0 kB");
    assertThat(Amounts.bytes(999_960)).isEqualTo("1.0 MB");
    assertThat(Amounts.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
  }

  @Test
  void timesOverAMinuteAreInMinutes() {
    assertThat(Amounts.time(Duration.ofMillis(1_250))).isEqualTo("1.3 s");
    assertThat(Amounts.time(Duration.ofSeconds(125))).isEqualTo("2 min 05 s");
  }

  @Test
  void timesThatAreNotExactHaveTheirLargestUnitAlone() {
    assertThat(Amounts.about(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Amounts.about(Duration.ofSeconds(3_599))).isEqualTo("59 min");
    assertThat(Amounts.about(Duration.ofHours(47))).isEqualTo("47 h");
    assertThat(Amounts.about(Duration.ofHours(50))).isEqualTo("2 days");
  }

  @Test
  void aRateNeedsATimeAndRecords() {
    assertThat(Amounts.rate(1, Duration.ZERO)).isEmpty();
    assertThat(Amounts.rate(0, Duration.ofSeconds(1))).isEmpty();
    assertThat(Amounts.rate(3_000, Duration.ofMillis(500))).isEqualTo("6,000 records/s");
  }
}
