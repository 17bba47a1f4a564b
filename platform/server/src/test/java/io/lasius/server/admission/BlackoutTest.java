package io.lasius.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlackoutTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Within a day, its end left out
          MONDAY 08:00 18:30 UTC                               | 2026-11-23T08:00:00Z | 2026-11-23T18:30:00Z
          MONDAY 08:00 18:30 UTC                               | 2026-11-23T07:59:59Z |
          MONDAY 08:00 18:30 UTC                               | 2026-11-23T18:30:00Z |
          MONDAY 08:00 18:30 UTC                               | 2026-11-24T12:00:00Z |
          # Over midnight, in a zone of its own
          MONDAY,FRIDAY 22:00 06:00 Europe/Berlin              | 2026-11-23T21:00:00Z | 2026-11-24T05:00:00Z
          MONDAY,FRIDAY 22:00 06:00 Europe/Berlin              | 2026-11-24T04:59:59Z | 2026-11-24T05:00:00Z
          MONDAY,FRIDAY 22:00 06:00 Europe/Berlin              | 2026-11-23T04:00:00Z |
          MONDAY,FRIDAY 22:00 06:00 Europe/Berlin              | 2026-11-24T21:00:00Z |
          # A whole day
          MONDAY 00:00 00:00 UTC                               | 2026-11-23T00:00:00Z | 2026-11-24T00:00:00Z
          # The night that the clocks are set back, and the one that they are set forward
          SATURDAY 22:00 06:00 Europe/Berlin                   | 2026-10-25T00:30:00Z | 2026-10-25T05:00:00Z
          SATURDAY 22:00 06:00 Europe/Berlin                   | 2026-03-29T00:30:00Z | 2026-03-29T04:00:00Z
          # Two that follow each other
          MONDAY 22:00 00:00 UTC;TUESDAY 00:00 03:00 UTC       | 2026-11-23T23:00:00Z | 2026-11-24T03:00:00Z
          # One within the other
          MONDAY 10:00 12:00 UTC;MONDAY 08:00 18:00 UTC        | 2026-11-23T11:00:00Z | 2026-11-23T18:00:00Z
          """)
  void endsAsTheClockOfItsZoneSays(String texts, Instant now, Instant end) {
    assertThat(Blackout.end(blackouts(texts), now).orElse(null)).isEqualTo(end);
  }

  @Test
  void neverEndsWhereAWeekHasNoTimeLeft() {
    var days = "MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY";

    assertThat(Blackout.everEnd(blackouts(days + ",SUNDAY 07:00 07:00 UTC"), MONDAY)).isFalse();
    assertThat(Blackout.everEnd(blackouts(days + " 07:00 07:00 UTC"), MONDAY)).isTrue();
    assertThat(Blackout.everEnd(List.of(), MONDAY)).isTrue();
  }

  @Test
  void isReadAsItWasWritten() {
    var blackout = Blackout.of("MONDAY,SUNDAY 22:00 06:15 Asia/Tokyo");

    assertThat(Blackout.of(blackout.text())).isEqualTo(blackout);
  }

  private static List<Blackout> blackouts(String texts) {
    return Arrays.stream(texts.split(";", -1)).map(Blackout::of).toList();
  }
}
