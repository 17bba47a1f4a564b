package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.replication.StallDetector.Stall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class StallDetectorTest {
  private static final Duration SILENCE = Duration.ofHours(3);
  private static final Duration STALL = Duration.ofHours(2);

  private Instant now = Instant.EPOCH;
  private final InstantSource clock = () -> now;
  private final StallDetector detector =
      new StallDetector(
          new ReplicationLimits(
              ReaderLimits.defaults(), Duration.ZERO, Duration.ZERO, Duration.ZERO, SILENCE, STALL),
          clock);

  @Test
  void findsASourceThatWroteNothingForItsLimit() {
    detector.reading();

    pass(SILENCE.minusMillis(1));
    assertThat(detector.find()).isEmpty();
    pass(Duration.ofMillis(1));

    assertThat(detector.find()).map(Stall::role).contains(ConnectorRole.SOURCE);
    assertThat(detector.find().orElseThrow().reason().message())
        .isEqualTo("the source wrote no record and no state for 3 h, which is the limit");
  }

  @Test
  void takesOtherLinesThanRecordsAndStatesForSilence() {
    detector.reading();
    pass(SILENCE.dividedBy(2));
    detector.reading();
    pass(SILENCE.dividedBy(2));

    assertThat(detector.find()).isPresent();
  }

  @Test
  void beginsAnewWithEachRecord() {
    detector.reading();
    pass(SILENCE.minusMillis(1));
    detector.heard();
    pass(STALL);
    assertThat(detector.find()).isEmpty();
    detector.reading();
    pass(SILENCE.minusMillis(1));

    assertThat(detector.find()).isEmpty();
  }

  @Test
  void findsADestinationThatTakesNothing() {
    detector.reading();
    pass(SILENCE.minusMillis(1));
    detector.writing();
    pass(STALL.minusMillis(1));
    assertThat(detector.find()).as("neither of them").isEmpty();
    pass(Duration.ofMillis(1));

    assertThat(detector.find()).map(Stall::role).contains(ConnectorRole.DESTINATION);
  }

  @Test
  void doesNotTakeAnIdleDestinationOrAnEndedSourceForSilent() {
    detector.reading();
    detector.heard();
    detector.writing();
    detector.written();
    detector.sourceEnded();

    pass(SILENCE.multipliedBy(2));

    assertThat(detector.find()).isEmpty();
  }

  @Test
  void saysHowLongThereIsNothingToFind() {
    assertThat(detector.untilNextLook()).isEqualTo(STALL);
    detector.reading();
    pass(SILENCE.minusMinutes(1));

    assertThat(detector.untilNextLook()).isEqualTo(Duration.ofMinutes(1));
    pass(Duration.ofMinutes(1));
    assertThat(detector.untilNextLook()).isPositive();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
