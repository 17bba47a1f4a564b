package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.StreamStatusTrace.Status;
import io.lasius.protocol.message.StreamStatusTrace.StreamStatus;
import io.lasius.replication.StallDetector.Stall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StallDetectorTest {
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final Duration SILENCE = Duration.ofHours(3);
  private static final Duration STALL = Duration.ofHours(2);
  private static final Duration FINISH = Duration.ofHours(1);
  private static final StallLimits LIMITS =
      new StallLimits(IDLE, SILENCE, STALL, FINISH, Duration.ZERO);

  private Instant now = Instant.EPOCH;
  private final InstantSource clock = () -> now;
  private final SyncWaits waits = new SyncWaits(clock);
  private final List<String> warnings = new ArrayList<>();
  private final List<Stall> stalls = new ArrayList<>();
  private StallDetector detector = detector(LIMITS);

  private boolean told;
  private Duration cpu = Duration.ZERO;
  private Duration cpuEachLook = Duration.ZERO;
  private @Nullable Long sent = 0L;

  private StallDetector detector(StallLimits limits) {
    return new StallDetector(limits, waits, _ -> usage(), warnings::add, clock);
  }

  private Optional<ConnectorUsage> usage() {
    return told
        ? Optional.of(new ConnectorUsage(Duration.ZERO, cpu, sent, 0, 0))
        : Optional.empty();
  }

  @Test
  void endsASourceThatDoesNothingWithinMinutes() {
    told = true;
    waits.reading();

    pass(IDLE.minusSeconds(1));
    assertThat(stalls).isEmpty();
    pass(Duration.ofSeconds(30));

    assertThat(stalls).extracting(Stall::role).containsExactly(ConnectorRole.SOURCE);
    assertThat(stalls.getFirst().text())
        .startsWith("the source wrote no record and no state for 6")
        .contains(
            "it hangs: for 600 s it used no CPU and sent nothing", "maxSecondsBetweenMessages");
  }

  @Test
  void endsASourceWhoseRuntimeTicksOnWhileItHangs() {
    told = true;
    cpuEachLook = Duration.ofMillis(2);
    waits.reading();

    pass(IDLE.plusSeconds(30));

    assertThat(stalls).hasSize(1);
  }

  @Test
  void leavesASourceAloneThatUsesCpuInSilence() {
    told = true;
    cpuEachLook = Duration.ofMillis(100);
    waits.reading();

    pass(SILENCE.multipliedBy(4));

    assertThat(stalls).isEmpty();
    assertThat(warnings.getLast()).contains("it works");
  }

  @Test
  void leavesASourceAloneThatOnlyAsksEveryFewMinutesWhetherItsReportIsThere() {
    told = true;
    waits.reading();

    for (int i = 0; i < 100; i++) {
      pass(Duration.ofMinutes(5));
      sent = 500L * i;
      cpu = cpu.plusMillis(2);
    }

    assertThat(stalls).isEmpty();
  }

  @Test
  void leavesADestinationAloneThatWorksUntilItReturnsAllAtItsEnd() {
    told = true;
    cpuEachLook = Duration.ofMillis(100);
    waits.inputEnded();

    pass(FINISH.multipliedBy(4));
    waits.storing();
    pass(FINISH.multipliedBy(2));

    assertThat(stalls).isEmpty();
  }

  @Test
  void endsADestinationThatDoesNothingAfterTheEndOfItsInput() {
    told = true;
    waits.inputEnded();

    pass(IDLE.plusSeconds(30));

    assertThat(stalls).extracting(Stall::role).containsExactly(ConnectorRole.DESTINATION);
    assertThat(stalls.getFirst().text()).contains("after the end of its input", "it hangs");
  }

  @Test
  void countsFromWhereAConnectorWasLastSeenToDoSomething() {
    told = true;
    cpuEachLook = Duration.ofMillis(100);
    waits.writing();
    pass(STALL);
    cpuEachLook = Duration.ZERO;

    pass(IDLE.minusSeconds(20));
    assertThat(stalls).isEmpty();
    pass(Duration.ofMinutes(1));

    assertThat(stalls).extracting(Stall::role).containsExactly(ConnectorRole.DESTINATION);
  }

  @Test
  void leavesASourceAloneUntilItsQuotaIsResetAndTheUsualTimeBeyond() throws Exception {
    told = true;
    status(
        "{\"type\":\"RATE_LIMITED\",\"rate_limited\":{\"quota_reset\":%d}}"
            .formatted(SILENCE.multipliedBy(2).toMillis()));
    waits.reading();

    pass(SILENCE.multipliedBy(2).plus(IDLE).minusSeconds(20));
    assertThat(stalls).isEmpty();
    assertThat(warnings.getLast()).contains("has to wait for a quota");
    pass(Duration.ofMinutes(1));

    assertThat(stalls).hasSize(1);
  }

  @Test
  void leavesASourceAloneThatWaitsForAQuotaUntilItsNextRecord() throws Exception {
    told = true;
    status("{\"type\":\"RATE_LIMITED\"}");
    waits.reading();

    pass(SILENCE.multipliedBy(4));
    assertThat(stalls).isEmpty();
    waits.heard();
    waits.reading();
    pass(IDLE.plusSeconds(30));

    assertThat(stalls).hasSize(1);
  }

  @Test
  void timesASourceAgainOnceItSaysThatItRunsOn() throws Exception {
    told = true;
    status("{\"type\":\"RATE_LIMITED\"}");
    waits.reading();
    pass(SILENCE);

    waits.status(new StreamStatus(StreamDescriptor.of("users"), Status.RUNNING, null, Map.of()));
    pass(IDLE.plusSeconds(30));

    assertThat(stalls).hasSize(1);
  }

  @Test
  void letsASourcePauseForAsLongAsItsDefinitionSays() {
    told = true;
    detector = detector(LIMITS.withPause(SILENCE.multipliedBy(2)));
    waits.reading();

    pass(SILENCE.multipliedBy(2).minusSeconds(20));
    assertThat(stalls).isEmpty();
    pass(Duration.ofMinutes(1));

    assertThat(stalls).hasSize(1);
  }

  @Test
  void saysNothingOfASourceAfterTheMachineSlept() {
    told = true;
    waits.reading();
    pass(IDLE.dividedBy(2));

    now = now.plus(Duration.ofHours(1));
    pass(IDLE.minusSeconds(20));

    assertThat(stalls).isEmpty();
  }

  @Test
  void endsAConnectorOfWhichNothingIsKnownAtItsLongerLimit() {
    waits.reading();

    pass(SILENCE.minusSeconds(1));
    assertThat(stalls).isEmpty();
    pass(Duration.ofSeconds(10));

    assertThat(stalls.getFirst().text())
        .isEqualTo("the source wrote no record and no state for 3 h, which is the limit");
    assertThat(stalls).hasSize(1);
  }

  @Test
  void doesNotTakeACallToAServerForNothingWhereTheNetworkIsNotKnown() {
    told = true;
    sent = null;
    waits.reading();
    pass(Duration.ofMinutes(1));
    cpu = cpu.plusMillis(2);

    pass(SILENCE.minusMinutes(2));
    assertThat(stalls).isEmpty();
    pass(Duration.ofMinutes(2));

    assertThat(stalls).hasSize(1);
  }

  @Test
  void takesOtherLinesThanRecordsAndStatesForSilence() {
    waits.reading();
    pass(SILENCE.dividedBy(2));
    waits.reading();
    pass(SILENCE.dividedBy(2).plusSeconds(10));

    assertThat(stalls).hasSize(1);
  }

  @Test
  void beginsAnewWithEachRecord() {
    waits.reading();
    pass(SILENCE.minusSeconds(10));
    waits.heard();
    pass(STALL);
    waits.reading();
    pass(SILENCE.minusSeconds(10));

    assertThat(stalls).isEmpty();
  }

  @Test
  void blamesNoSourceForWhatTheDestinationDoesNotTake() {
    waits.reading();
    pass(SILENCE.minusSeconds(10));
    waits.writing();
    pass(STALL.minusSeconds(10));
    assertThat(stalls).as("neither of them").isEmpty();
    pass(Duration.ofSeconds(20));

    assertThat(stalls).extracting(Stall::role).containsExactly(ConnectorRole.DESTINATION);
  }

  @Test
  void doesNotTakeAnIdleDestinationOrAnEndedSourceForSilent() {
    told = true;
    waits.reading();
    waits.heard();
    waits.writing();
    waits.written();
    waits.sourceEnded();

    pass(SILENCE.multipliedBy(2));

    assertThat(stalls).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void warnsOncePerWaitAndEachTimeThatItHasDoubled() {
    waits.reading();

    pass(Duration.ofMinutes(90));

    assertThat(warnings)
        .hasSize(5)
        .first()
        .isEqualTo(
            "the source wrote no record and no state for 300 s; whether it does anything cannot be told, and it is ended after 3 h of that");
  }

  private void status(String reason) throws IOException {
    waits.status(
        new StreamStatus(
            StreamDescriptor.of("users"),
            Status.RUNNING,
            List.of((ObjectNode) Json.parse(reason)),
            Map.of()));
  }

  /** As the sync's own thread does: looks once and again. */
  private void pass(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      Instant next = now.plus(detector.untilNextLook());
      now = next.isBefore(end) ? next : end;
      cpu = cpu.plus(cpuEachLook);
      detector.look().ifPresent(stalls::add);
    }
  }
}
