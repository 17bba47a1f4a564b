package io.lasius.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.RetrySettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryPolicyTest {
  private static final RetryPolicy POLICY = policy(Duration.ofSeconds(10));
  private static final RetryPolicy.Retry LONGEST = new RetryPolicy.Retry(Duration.ofMinutes(30));
  private static final FailureHistory NONE = new FailureHistory(0, 0, 0, 0);

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 30", "3, 90", "4, 270"})
  void waitsThreeTimesAsLongAfterEachFailureInARowWithProgressOrWithout(
      int failures, long seconds) {
    var retry = new RetryPolicy.Retry(Duration.ofSeconds(seconds));

    assertThat(POLICY.after(fail(failures, false))).isEqualTo(retry);
    assertThat(POLICY.after(fail(failures, true))).isEqualTo(retry);
  }

  @Test
  void waitsNoLongerThanTheLimit() {
    assertThat(policy(Duration.ofMinutes(20)).after(fail(2, false))).isEqualTo(LONGEST);
    assertThat(policy(Duration.ofHours(2)).after(fail(1, false))).isEqualTo(LONGEST);
    assertThat(policy(Duration.ZERO).after(fail(4, false)))
        .isEqualTo(new RetryPolicy.Retry(Duration.ZERO));
  }

  @Test
  void givesUpAfterFiveFailuresInARowWithoutProgress() {
    assertThat(POLICY.after(fail(5, false))).isEqualTo(new RetryPolicy.GiveUp());
  }

  @Test
  void waitsShortlyAgainOnceThereWasProgress() {
    assertThat(POLICY.after(fail(4, false).plus(true)))
        .isEqualTo(new RetryPolicy.Retry(Duration.ofSeconds(10)));
  }

  @Test
  void givesUpAfterTwentyFailuresWithProgress() {
    assertThat(POLICY.after(fail(19, true))).isEqualTo(LONGEST);
    assertThat(POLICY.after(fail(20, true))).isEqualTo(new RetryPolicy.GiveUp());
  }

  @Test
  void givesUpAfterTenFailuresWithoutProgressHoweverOftenThereWasSome() {
    var nine = NONE;
    for (int i = 0; i < 3; i++) {
      nine = nine.plus(false).plus(false).plus(false).plus(true);
    }

    assertThat(POLICY.after(nine)).isEqualTo(new RetryPolicy.Retry(Duration.ofSeconds(10)));
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

  private static RetryPolicy policy(Duration delay) {
    return new RetryPolicy(new RetrySettings(delay, 3, Duration.ofMinutes(30), 5, 10, 1000, 20));
  }

  private static FailureHistory fail(int times, boolean progress) {
    var history = NONE;
    for (int i = 0; i < times; i++) {
      history = history.plus(progress);
    }
    return history;
  }
}
