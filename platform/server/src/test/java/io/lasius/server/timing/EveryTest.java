package io.lasius.server.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EveryTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Every HOUR = new Every(1, Every.Unit.HOURS);

  @Test
  void isDueAtOnceAtFirst() {
    assertThat(HOUR.first(null, NOON)).contains(NOON);
  }

  @Test
  void isDueOneIntervalAfterTheLastStartButNotInThePast() {
    assertThat(HOUR.first(NOON.minusSeconds(600), NOON)).contains(NOON.plusSeconds(3000));
    assertThat(HOUR.first(NOON.minusSeconds(6000), NOON)).contains(NOON);
  }

  @ParameterizedTest
  @CsvSource({"0, 3600", "3599, 3600", "3600, 7200", "36000, 39600"})
  void staysInStepWithItsTimes(long secondsAfter, long next) {
    assertThat(HOUR.next(NOON, NOON.plusSeconds(secondsAfter))).contains(NOON.plusSeconds(next));
  }

  @ParameterizedTest
  @CsvSource({
    "Every 24 HOURS, PT24H, Every 24 HOURS",
    "every 1 minute, PT1M, Every 1 MINUTES",
    "Every 90 minutes, PT90M, Every 90 MINUTES",
    "Every 2 Days, PT48H, Every 2 DAYS",
    "Every 1 WEEK, PT168H, Every 1 WEEKS",
    "Every 1 MONTHS, PT720H, Every 1 MONTHS"
  })
  void isReadAndWritten(String text, Duration length, String written) {
    var every = Every.of(text);

    assertThat(every.next(NOON, NOON)).contains(NOON.plus(length));
    assertThat(every.text()).isEqualTo(written);
    assertThat(Timing.of(written)).isEqualTo(every);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Every 0 HOURS",
        "Every 100001 MINUTES",
        "Every 9999999999 MINUTES",
        "Every HOURS",
        "Every 1 YEARS",
        "Every 1 HOU",
        "Every -1 HOURS",
        "24 HOURS",
        ""
      })
  void refusesWhatIsNoInterval(String text) {
    assertThatThrownBy(() -> Every.of(text))
        .isInstanceOf(InvalidTimingException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
