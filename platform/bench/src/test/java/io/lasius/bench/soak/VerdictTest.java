package io.lasius.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Reading START =
      new Reading(Map.of(Quantity.THREADS, 40.0, Quantity.HEAP, 50.0, Quantity.VOLUMES, 1.0));
  private static final Reading END =
      new Reading(Map.of(Quantity.THREADS, 48.0, Quantity.HEAP, 66.0, Quantity.DATABASE, 900.0));

  @Test
  void findsNothingWhereAllIsWithinWhatIsAllowedOrGrowsByDesign() {
    var verdict = Verdict.of(START, END, sums(20, 0, 500));

    assertThat(verdict.faults()).isEmpty();
  }

  @Test
  void namesWhatGrewByMoreThanIsAllowed() {
    var verdict = Verdict.of(START, START.highest(with(Quantity.THREADS, 49.0)), sums(20, 0, 500));

    assertThat(verdict.faults())
        .contains("server: threads grew from 40.0 to 49.0, by more than 8.");
  }

  @Test
  void namesMoreMemoryThanAServerMayEverHave() {
    var within =
        Verdict.of(START, END.highest(with(Quantity.MOST_RESIDENT, 512)), sums(20, 0, 500));
    var beyond =
        Verdict.of(START, END.highest(with(Quantity.MOST_RESIDENT, 530.8)), sums(20, 0, 500));

    assertThat(within.faults()).isEmpty();
    assertThat(beyond.faults())
        .containsExactly("server: most resident memory was 530.8, more than 512 MiB.");
  }

  @Test
  void wantsNoVolumeToBeLeftWhateverTheStartWas() {
    var verdict = Verdict.of(START, START, sums(20, 0, 500));

    assertThat(verdict.faults()).containsExactly("engine: volumes: 1 left.");
  }

  @Test
  void namesSyncsThatFailedAndRecordsThatAreMissing() {
    var verdict = Verdict.of(START, END, sums(0, 2, 400));

    assertThat(verdict.faults())
        .containsExactly(
            "2 syncs failed.",
            "No sync succeeded.",
            "400 records were committed, but 500 expected.");
  }

  private static Reading with(Quantity quantity, double value) {
    return new Reading(Map.of(quantity, value));
  }

  private static Syncs.Sums sums(int succeeded, int failed, long committed) {
    return new Syncs.Sums(succeeded, failed, 0, Map.of(), 0, Duration.ZERO, committed, 500);
  }
}
