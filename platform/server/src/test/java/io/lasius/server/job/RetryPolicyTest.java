package io.lasius.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(10), Duration.ofMinutes(30));
  private static final FailureHistory NONE = new FailureHistory(0, 0, 0, 0);

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 30", "3, 90", "4, 270"})
  void waitsThreeTimesAsLongAfterEachFailureWithoutProgress(int failures, long seconds) {
    var decision = POLICY.after(fail(failures, false));

    assertThat(decision).isEqualTo(new RetryPolicy.Retry(Duration.ofSeconds(seconds)));
  }

  @Test
  void waitsNoLongerThanTheLimit() {
    var policy = new RetryPolicy(Duration.ofMinutes(20), Duration.ofMinutes(30));

    assertThat(policy.after(fail(2, false)))
        .isEqualTo(new RetryPolicy.Retry(Duration.ofMinutes(30)));
  }

  @Test
  void givesUpAfterFiveFailuresInARowWithoutProgress() {
    assertThat(POLICY.after(fail(5, false))).isEqualTo(new RetryPolicy.GiveUp());
  }

  @Test
  void triesAgainAtOnceAfterProgress() {
    assertThat(POLICY.after(fail(4, false).plus(true)))
        .isEqualTo(new RetryPolicy.Retry(Duration.ZERO));
  }

  @Test
  void givesUpAfterTwentyFailuresWithProgress() {
    assertThat(POLICY.after(fail(19, true))).isEqualTo(new RetryPolicy.Retry(Duration.ZERO));
    assertThat(POLICY.after(fail(20, true))).isEqualTo(new RetryPolicy.GiveUp());
  }

  @Test
  void givesUpAfterTenFailuresWithoutProgressHoweverOftenThereWasSome() {
    var nine = NONE;
    for (int i = 0; i < 3; i++) {
      nine = nine.plus(false).plus(false).plus(false).plus(true);
    }

    assertThat(POLICY.after(nine)).isEqualTo(new RetryPolicy.Retry(Duration.ZERO));
    assertThat(POLICY.after(nine.plus(false))).isEqualTo(new RetryPolicy.GiveUp());
  }

  @Test
  void countsFailuresInARowAnewOnceThereWasProgress() {
    var history = NONE.plus(false).plus(false).plus(true);

    assertThat(history).isEqualTo(new FailureHistory(2, 0, 1, 1));
    assertThat(POLICY.after(history.plus(false)))
        .isEqualTo(new RetryPolicy.Retry(Duration.ofSeconds(10)));
  }

  @Test
  void countsProgressInARowAnewOnceThereWasNone() {
    assertThat(NONE.plus(true).plus(true).plus(false)).isEqualTo(new FailureHistory(1, 1, 2, 0));
  }

  private static FailureHistory fail(int times, boolean progress) {
    var history = NONE;
    for (int i = 0; i < times; i++) {
      history = history.plus(progress);
    }
    return history;
  }
}
