package io.lasius.server.connection;

import io.lasius.server.http.Form;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.timing.Cron;
import io.lasius.server.timing.Every;
import io.lasius.server.timing.InvalidTimingException;
import io.lasius.server.timing.Manual;
import io.lasius.server.timing.MissedRuns;
import io.lasius.server.timing.Schedule;
import io.lasius.server.timing.Timing;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A schedule on its way in and out.
 *
 * @param scheduleType {@code manual}, {@code basic} or {@code cron}
 * @param cronExpression with its time zone, which may be left out on the way in where it is UTC
 * @param basicTiming such as {@code Every 24 HOURS}; Airbyte has it on the way out alone
 * @param missedRuns our own: {@code once} or {@code skip}; absent where nothing is scheduled
 */
record ScheduleWire(
    @Form(oneOf = {"manual", "basic", "cron"}) @Nullable String scheduleType,
    @Form(maxLength = 256) @Nullable String cronExpression,
    @Nullable String basicTiming,
    @Form(words = MissedRuns.class) @Nullable String missedRuns) {

  static ScheduleWire of(Schedule schedule) {
    var type = typeOf(schedule);
    var missed = schedule.missedRuns().name().toLowerCase(Locale.ROOT);
    return switch (schedule.timing()) {
      case Manual _ -> new ScheduleWire(type, null, null, null);
      case Every every -> new ScheduleWire(type, null, every.text(), missed);
      case Cron cron -> new ScheduleWire(type, cron.text(), null, missed);
    };
  }

  /** The name of its kind. */
  static String typeOf(Schedule schedule) {
    return switch (schedule.timing()) {
      case Manual _ -> "manual";
      case Every _ -> "basic";
      case Cron _ -> "cron";
    };
  }

  /**
   * The schedule that is asked for. What is absent stays as it is.
   *
   * @throws io.lasius.server.http.ProblemException 400 where it makes no sense
   */
  Schedule changed(Schedule before) {
    try {
      return new Schedule(timing(before.timing()), missed(before.missedRuns()));
    } catch (InvalidTimingException e) {
      throw Problem.badRequest("schedule: " + e.getMessage()).asException(e);
    }
  }

  private Timing timing(Timing before) {
    if (scheduleType == null && cronExpression == null && basicTiming == null) {
      return before;
    }
    return switch (Required.of("schedule.scheduleType", scheduleType).toLowerCase(Locale.ROOT)) {
      // Clients send what is left of another schedule along.
      case "manual" -> new Manual();
      case "cron" -> Cron.of(Required.of("schedule.cronExpression", cronExpression));
      case "basic" ->
          basicTiming == null && before instanceof Every
              ? before
              : Every.of(Required.of("schedule.basicTiming", basicTiming));
      default ->
          throw Problem.badRequest(
                  "schedule.scheduleType is '%s', but must be manual, basic or cron"
                      .formatted(scheduleType))
              .asException();
    };
  }

  private MissedRuns missed(MissedRuns before) {
    if (missedRuns == null) {
      return before;
    }
    return switch (missedRuns.toLowerCase(Locale.ROOT)) {
      case "once" -> MissedRuns.ONCE;
      case "skip" -> MissedRuns.SKIP;
      default ->
          throw Problem.badRequest(
                  "schedule.missedRuns is '%s', but must be once or skip".formatted(missedRuns))
              .asException();
    };
  }
}
