package io.lasius.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.timing.MissedRuns;
import io.lasius.server.timing.Schedule;
import io.lasius.server.timing.Timing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Due at 12:00. */
final class DueDecisionTest {
  @ParameterizedTest
  @CsvSource({
    // What is in time is run for its time, and the next one is in step with it.
    "ONCE, Every 1 HOURS, 12:00:00, 12:00:00, , , 13:00:00",
    "ONCE, Every 1 HOURS, 12:00:59, 12:00:00, , , 13:00:00",
    "ONCE, 0 0 * * * ?, 12:00:59, 12:00:00, , , 13:00:00",
    "SKIP, Every 1 HOURS, 12:00:59, 12:00:00, , , 13:00:00",
    "SKIP, 0 0 * * * ?, 12:00:00, 12:00:00, , , 13:00:00",
    "SKIP, 0 * * * * ?, 12:00:30, 12:00:00, , , 12:01:00",
    // What is missed is made up for once, and an interval counts from then.
    "ONCE, Every 1 HOURS, 12:01:00, 12:00:00, 12:00:00, 12:01:00, 13:01:00",
    "ONCE, Every 1 HOURS, 15:30:00, 12:00:00, 12:00:00, 15:30:00, 16:30:00",
    "ONCE, 0 0 * * * ?, 15:30:00, 12:00:00, 12:00:00, 15:30:00, 16:00:00",
    // Or not at all; but the last time may be in time.
    "SKIP, Every 1 HOURS, 15:30:00, , 12:00:00, 15:30:00, 16:00:00",
    "SKIP, Every 1 HOURS, 15:00:30, 15:00:00, 12:00:00, 14:59:59, 16:00:00",
    "SKIP, 0 0 * * * ?, 15:30:00, , 12:00:00, 15:30:00, 16:00:00",
    "SKIP, 0 0 * * * ?, 15:00:30, 15:00:00, 12:00:00, 14:59:59, 16:00:00",
    "SKIP, 0 * * * * ?, 15:30:10, 15:30:00, 12:00:00, 15:29:59, 15:31:00"
  })
  void runsWhatIsInTimeAndMakesUpForTheRestOrNot(
      MissedRuns missed,
      String timing,
      String now,
      @Nullable String runFor,
      @Nullable String from,
      @Nullable String until,
      String next) {
    var decision = DueDecision.of(schedule(missed, timing), at("12:00:00"), false, at(now));

    assertThat(decision).contains(new DueDecision(time(runFor), time(from), time(until), at(next)));
  }

  @ParameterizedTest
  @CsvSource({
    "Every 1 HOURS, 12:00:00, 13:00:00",
    "Every 1 HOURS, 15:00:10, 16:00:00",
    "0 0 * * * ?, 12:00:00, 13:00:00",
    "0 0 * * * ?, 15:00:10, 16:00:00"
  })
  void waitsForTheEndOfAJobOrSkips(String timing, String now, String next) {
    var due = at("12:00:00");

    assertThat(DueDecision.of(schedule(MissedRuns.ONCE, timing), due, true, at(now))).isEmpty();
    assertThat(DueDecision.of(schedule(MissedRuns.SKIP, timing), due, true, at(now)))
        .contains(new DueDecision(null, due, at(now), at(next)));
  }

  private static Schedule schedule(MissedRuns missed, String timing) {
    return new Schedule(Timing.of(timing), missed);
  }

  private static @Nullable Instant time(@Nullable String time) {
    return time == null ? null : at(time);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-26T%sZ".formatted(time));
  }
}
