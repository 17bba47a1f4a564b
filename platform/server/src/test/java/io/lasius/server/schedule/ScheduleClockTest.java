package io.lasius.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.timing.MissedRuns;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@OnEachDatabase
final class ScheduleClockTest extends ScheduleFixture {
  ScheduleClockTest(StoreUnderTest store) {
    super(store);
  }

  @ParameterizedTest
  @CsvSource({"ONCE, 1, 17:30:00", "SKIP, 0, 17:00:00"})
  void makesUpOnceOrNotWhereNoServerRanOrTheMachineWasSuspended(
      MissedRuns missed, int made, String next) throws Exception {
    var connection = scheduled("Every 1 HOURS", missed);
    take();
    endJob(connection);
    clock.set("2026-11-26T16:30:00Z");

    take();
    endJobs();
    take();

    var standing = standing(connection);
    assertThat(jobsMade(connection)).isEqualTo(1 + made);
    assertThat(standing.nextDueAt()).isEqualTo(Instant.parse("2026-11-26T%sZ".formatted(next)));
    assertThat(standing.missedFrom()).isEqualTo(Instant.parse("2026-11-26T13:00:00Z"));
    assertThat(standing.missedUntil()).isEqualTo(clock.instant());
  }

  @ParameterizedTest
  @CsvSource({
    // A time that has been does not come again.
    "0 0 12 * * ?, PT30M, 2026-11-27T12:00:00Z",
    "Every 1 DAYS, PT30M, 2026-11-27T12:00:00Z",
    // Unless nothing would be done for long.
    "0 0 12 * * ?, P3650D, 2016-11-29T12:00:00Z",
    "Every 1 DAYS, P3650D, 2016-11-29T12:00:00Z",
    "0 * * * * ?, PT30M, 2026-11-26T11:31:00Z",
    "Every 1 MINUTES, PT30M, 2026-11-26T11:31:00Z"
  })
  void neitherRepeatsNorStopsWhereTheClockIsSetBack(String timing, Duration back, Instant next)
      throws Exception {
    clock.set("2026-11-26T11:59:59Z");
    var connection = scheduled(timing, MissedRuns.ONCE);
    clock.set("2026-11-26T12:00:00Z");
    take();
    endJobs();

    clock.move(back.negated());
    take();
    take();

    assertThat(jobs.live()).isEmpty();
    assertThat(standing(connection).nextDueAt()).isBetween(next.minusSeconds(1), next);
  }

  @Test
  void findsAtItsStartThatTheClockWasSetBack() throws Exception {
    var connection = scheduled("Every 1 HOURS", MissedRuns.ONCE);
    take();
    endJob(connection);
    clock.move(Duration.ofDays(-400));

    look().take(() -> false);

    assertThat(standing(connection).nextDueAt()).isEqualTo(clock.instant().plusSeconds(3600));
  }

  /** Clocks go forward on 29 March, and back on 25 October. */
  @ParameterizedTest
  @CsvSource({
    "0 30 2 * * ? Europe/Berlin, 2026-03-27T12:00:00Z, 4, 4",
    "0 30 2 * * ? Europe/Berlin, 2026-10-23T12:00:00Z, 4, 4",
    "0 0 * * * ? Europe/Berlin, 2026-03-28T12:00:00Z, 1, 23",
    "0 0 * * * ? Europe/Berlin, 2026-10-24T12:00:00Z, 1, 23",
    "Every 1 DAYS, 2026-10-23T12:00:00Z, 4, 4"
  })
  void makesAJobADayOrAnHourThoughTheClocksChange(String timing, String begin, int days, int made)
      throws Exception {
    clock.set(begin);
    var connection = scheduled(timing, MissedRuns.SKIP);

    for (int minutes = 0; minutes < Duration.ofDays(days).toMinutes(); minutes += 15) {
      take();
      endJobs();
      clock.move(Duration.ofMinutes(15));
    }

    assertThat(jobsMade(connection)).isEqualTo(made);
    assertThat(standing(connection).missedFrom()).isNull();
  }
}
