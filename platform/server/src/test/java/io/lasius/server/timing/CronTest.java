package io.lasius.server.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronTest {
  /** Where the clocks go forward, a time that is not on them comes all the same, once. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // From 02:00 to 03:00 on 29 March.
        "0 30 2 * * ? Europe/Berlin | 2026-03-28T12:00Z | 2026-03-29T03:30+02:00 2026-03-30T02:30+02:00",
        "0 30 2,3 * * ? Europe/Berlin | 2026-03-28T12:00Z | 2026-03-29T03:30+02:00 2026-03-30T02:30+02:00",
        "0 0 * * * ? Europe/Berlin | 2026-03-28T23:30Z | 2026-03-29T01:00+01:00 2026-03-29T03:00+02:00 2026-03-29T04:00+02:00",
        "0 15 * * * ? Europe/Berlin | 2026-03-29T00:00Z | 2026-03-29T01:15+01:00 2026-03-29T03:15+02:00 2026-03-29T04:15+02:00",
        "0 0/30 * * * ? Europe/Berlin | 2026-03-29T00:10Z | 2026-03-29T01:30+01:00 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00",
        // At midnight.
        "0 0 0 * * ? America/Sao_Paulo | 2018-11-03T12:00Z | 2018-11-04T01:00-02:00 2018-11-05T00:00-02:00",
        // By half an hour.
        "0 15 2 * * ? Australia/Lord_Howe | 2026-10-03T00:00Z | 2026-10-04T02:45+11:00 2026-10-05T02:15+11:00",
        // By a whole day.
        "0 0 12 30 12 ? Pacific/Apia | 2011-12-01T00:00Z | 2011-12-31T12:00+14:00 2012-12-30T12:00+14:00"
      })
  void isDueOnceWhereTheClocksGoForward(String text, String after, String expected) {
    assertDue(text, after, expected);
  }

  /** Where the clocks go back, a time of some hours is due once, and every hour each hour. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // From 03:00 to 02:00 on 25 October.
        "0 30 2 * * ? Europe/Berlin | 2026-10-24T12:00Z | 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00",
        "0 30 2 * * ? Europe/Berlin | 2026-10-25T01:10Z | 2026-10-26T02:30+01:00",
        "0 0 0/2 * * ? Europe/Berlin | 2026-10-24T21:10Z | 2026-10-25T00:00+02:00 2026-10-25T02:00+02:00 2026-10-25T04:00+01:00",
        "0 0 * * * ? Europe/Berlin | 2026-10-24T22:30Z | 2026-10-25T01:00+02:00 2026-10-25T02:00+02:00 2026-10-25T02:00+01:00 2026-10-25T03:00+01:00",
        "0 0/30 * * * ? Europe/Berlin | 2026-10-25T00:10Z | 2026-10-25T02:30+02:00 2026-10-25T02:00+01:00 2026-10-25T02:30+01:00 2026-10-25T03:00+01:00",
        "0 45 * ? * MON Europe/Berlin | 2026-10-24T22:30Z | 2026-10-26T00:45+01:00"
      })
  void isDueOnceOrEachHourWhereTheClocksGoBack(String text, String after, String expected) {
    assertDue(text, after, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 12 * * ? | 2026-11-26T11:59:59.999Z | 2026-11-26T12:00Z 2026-11-27T12:00Z",
        "0 0 12 * * ? | 2026-11-26T12:00Z | 2026-11-27T12:00Z",
        "0 * * * * ? | 2026-11-26T12:00:01Z | 2026-11-26T12:01Z 2026-11-26T12:02Z",
        "0 0 12 L * ? | 2027-02-01T00:00Z | 2027-02-28T12:00Z 2027-03-31T12:00Z",
        "0 0 12 29 2 ? | 2026-11-26T00:00Z | 2028-02-29T12:00Z 2032-02-29T12:00Z",
        "0 0 12 ? * 6#3 | 2026-11-26T00:00Z | 2026-12-18T12:00Z 2027-01-15T12:00Z",
        "0 0 12 1 1 ? 2027-2028 | 2026-11-26T00:00Z | 2027-01-01T12:00Z 2028-01-01T12:00Z none",
        "0 0 0 30 2 ? | 2026-11-26T00:00Z | none"
      })
  void isDueByItsFields(String text, String after, String expected) {
    assertDue(text, after, expected);
  }

  private static void assertDue(String text, String after, String expected) {
    var cron = Cron.of(text);
    var wanted = expected.split(" ");
    List<String> due = new ArrayList<>();
    var time = OffsetDateTime.parse(after).toInstant();
    while (due.size() < wanted.length) {
      var next = cron.next(time, time);
      due.add(next.map(Instant::toString).orElse("none"));
      time = next.orElse(Instant.MAX);
      if (next.isEmpty()) {
        break;
      }
    }
    assertThat(due)
        .isEqualTo(
            Arrays.stream(wanted)
                .map(one ->
                    one.equals("none") ? one : OffsetDateTime.parse(one).toInstant().toString())
                .toList());
  }

  @Test
  void isNeverDueInThePastHoweverOftenItIsAsked() {
    for (var text :
        List.of(
            "0 30 2 * * ? Europe/Berlin",
            "0 30 * * * ? Europe/Berlin",
            "0 15,45 1-3 * * ? Australia/Lord_Howe",
            "0 0/7 * * * ? Australia/Lord_Howe")) {
      var cron = Cron.of(text);
      for (var day : List.of("2026-03-29", "2026-04-04", "2026-10-03", "2026-10-25")) {
        var time = Instant.parse(day + "T00:00:00Z").minusSeconds(36_000);
        for (int i = 0; i < 200; i++) {
          var next = cron.next(time, time).orElseThrow();
          assertThat(next).as("%s after %s", text, time).isAfter(time);
          // What is asked in between gives the same time.
          assertThat(cron.next(time, next.minusSeconds(1))).as(text).contains(next);
          time = time.plusSeconds(720);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 12 * * ? | 0 0 12 * * ? UTC",
        "0 0 12 * * ? UTC | 0 0 12 * * ? UTC",
        "' 0  0 12 * * ?  utc ' | 0 0 12 * * ? UTC",
        "0 0 12 ? * MON-FRI | 0 0 12 ? * MON-FRI UTC",
        "0 0 12 ? * MON Europe/Berlin | 0 0 12 ? * MON Europe/Berlin",
        "0 0 12 * * ? 2027 | 0 0 12 * * ? 2027 UTC",
        "0 0 12 * * ? 2027 Asia/Tokyo | 0 0 12 * * ? 2027 Asia/Tokyo"
      })
  void isWrittenWithItsTimeZone(String text, String written) {
    assertThat(Cron.of(text).text()).isEqualTo(written);
    assertThat(Timing.of(written)).isEqualTo(Cron.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 12 * * * | 5 fields",
        "0 12 * * * UTC | 5 fields",
        "0 0 12 * * ? 2027 2028 | 8 fields",
        "0 0 25 * * ? | 25",
        "0 0 12 * * * | '0 0 12 * * *'",
        "* * * * * ? | seconds",
        "0/30 * * * * ? | seconds",
        "0,30 * * * * ? | seconds",
        "0 0 12 * * ? Berlin | 'Berlin'",
        "@daily | '@daily'"
      })
  void refusesWhatNamesNoTimes(String text, String named) {
    assertThatThrownBy(() -> Cron.of(text))
        .isInstanceOf(InvalidTimingException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 100_000})
  void refusesWhatIsLong(int length) {
    assertThatThrownBy(() -> Cron.of("0 ".repeat(length).substring(0, length)))
        .isInstanceOf(InvalidTimingException.class)
        .hasMessageContaining(Integer.toString(length));
  }
}
