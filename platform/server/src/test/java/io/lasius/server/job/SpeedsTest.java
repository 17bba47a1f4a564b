package io.lasius.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.StreamCounts;
import io.lasius.server.job.Speeds.Side;
import io.lasius.server.job.Speeds.Speed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Speeds of an attempt, by a clock that the test moves. */
final class SpeedsTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Speeds speeds = new Speeds(nanos::get);

  @Test
  void tellsBothSidesSinceTheBeginning() {
    pass(Duration.ofSeconds(2));

    var both = speeds.look(side(400, 8_000, 1_000), side(100, 3_000, 500));

    assertThat(both.source()).isEqualTo(new Speed(200, 4_000, 0.5));
    assertThat(both.destination()).isEqualTo(new Speed(50, 1_500, 0.25));
  }

  @Test
  void tellsWhatWasMovedSinceTheLookBefore() {
    pass(Duration.ofSeconds(2));
    speeds.look(side(400, 8_000, 1_000), Side.NONE);
    pass(Duration.ofSeconds(4));

    var slower = speeds.look(side(440, 8_400, 1_400), Side.NONE);
    pass(Duration.ofSeconds(1));
    var silent = speeds.look(side(440, 8_400, 1_400), Side.NONE);

    assertThat(slower.source()).isEqualTo(new Speed(10, 100, 0.1));
    assertThat(silent.source()).isEqualTo(new Speed(0, 0, 0));
  }

  /** Several may look, each as often as it likes. */
  @Test
  void takesNoTimeUnderASecondForItsMeasure() {
    pass(Duration.ofSeconds(1));
    speeds.look(side(100, 1_000, 0), Side.NONE);
    pass(Duration.ofMillis(500));

    var soon = speeds.look(side(190, 1_900, 0), Side.NONE);
    pass(Duration.ofMillis(500));
    var later = speeds.look(side(300, 3_000, 0), Side.NONE);

    assertThat(soon.source().records()).isEqualTo(190 / 1.5);
    assertThat(later.source()).isEqualTo(new Speed(200, 2_000, 0));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Side side(long records, long bytes, long cpuMillis) {
    return new Side(new StreamCounts(records, bytes), Duration.ofMillis(cpuMillis));
  }
}
