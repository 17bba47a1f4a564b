package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.json.Json;
import io.lasius.server.http.ProblemException;
import io.lasius.server.timing.Schedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleWireTest {
  /** What is stored, what is sent, and what is answered then; each but in braces. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {'scheduleType':'manual','cronExpression':null,'basicTiming':null,'missedRuns':null}",
        "{'scheduleType':'CRON','cronExpression':'0 0 12 * * ?'} | {'scheduleType':'cron','cronExpression':'0 0 12 * * ? UTC','basicTiming':null,'missedRuns':'once'}",
        "{'scheduleType':'cron','cronExpression':'0 0 12 * * ? UTC','missedRuns':'Skip'} | {'scheduleType':'cron','cronExpression':'0 0 12 * * ? UTC','basicTiming':null,'missedRuns':'skip'}",
        "{'scheduleType':'cron','cronExpression':'0 0 12 * * ? Asia/Tokyo'} | {'scheduleType':'cron','cronExpression':'0 0 12 * * ? Asia/Tokyo','basicTiming':null,'missedRuns':'once'}",
        "{'scheduleType':'basic','basicTiming':'every 24 hours'} | {'scheduleType':'basic','cronExpression':null,'basicTiming':'Every 24 HOURS','missedRuns':'once'}",
        "{'scheduleType':'manual','cronExpression':'0 0 12 * * ? UTC'} | {'scheduleType':'manual','cronExpression':null,'basicTiming':null,'missedRuns':null}"
      })
  void answersAScheduleThatItTakesBack(String sent, String answered) throws Exception {
    var schedule = wire(sent).changed(Schedule.MANUAL);

    var answer = ScheduleWire.of(schedule);

    assertThat(answer).isEqualTo(wire(answered));
    assertThat(answer.changed(Schedule.MANUAL)).isEqualTo(schedule);
    assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(schedule), Schedule.class))
        .isEqualTo(schedule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'missedRuns':'once'} | Every 1 HOURS | once",
        "{'scheduleType':'basic'} | Every 1 HOURS | skip",
        "{'scheduleType':'basic','basicTiming':'Every 2 HOURS'} | Every 2 HOURS | skip",
        "{} | Every 1 HOURS | skip"
      })
  void leavesAsItIsWhatIsNotSent(String sent, String timing, String missedRuns) throws Exception {
    var before =
        wire("{'scheduleType':'basic','basicTiming':'Every 1 HOURS','missedRuns':'skip'}")
            .changed(Schedule.MANUAL);

    assertThat(ScheduleWire.of(wire(sent).changed(before)))
        .isEqualTo(new ScheduleWire("basic", null, timing, missedRuns));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'scheduleType':'cron'} | schedule.cronExpression",
        "{'scheduleType':'cron','cronExpression':'0 12 * * *'} | 0 12 * * *",
        "{'scheduleType':'cron','cronExpression':'* * * * * ?'} | seconds",
        "{'scheduleType':'basic'} | schedule.basicTiming",
        "{'scheduleType':'basic','basicTiming':'Every day'} | Every day",
        "{'scheduleType':'weekly'} | weekly",
        "{'cronExpression':'0 0 12 * * ?'} | schedule.scheduleType",
        "{'missedRuns':'all'} | all"
      })
  void refusesWhatMakesNoSenseAndNamesIt(String sent, String named) throws Exception {
    var schedule = wire(sent);

    assertThatThrownBy(() -> schedule.changed(Schedule.MANUAL))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(400);
              assertThat(e.problem().detail()).contains(named);
            });
  }

  private static ScheduleWire wire(String json) throws JsonProcessingException {
    return Json.mapper().readValue(json.replace('\'', '"'), ScheduleWire.class);
  }
}
