package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.message.EstimateTrace.Estimate;
import io.lasius.protocol.message.EstimateTrace.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EstimatesTest {
  private final Estimates estimates = new Estimates(2);

  @Test
  void addsUpTheLastEstimateOfEachStreamAndSaysOnceAllAreThere() {
    tell("users", 10L, 100L);
    tell("users", 20L, 200L);
    assertThat(estimates.total()).contains(new SyncEstimate(20L, 200L, false));
    tell("orders", 5L, null);

    assertThat(estimates.total()).contains(new SyncEstimate(25L, 200L, true));
  }

  @Test
  void takesAnEstimateOfTheWholeSync() {
    estimates.told(new Estimate("", Scope.SYNC, null, null, 500L, Map.of()));

    assertThat(estimates.total()).contains(new SyncEstimate(null, 500L, true));
  }

  @Test
  void knowsNothingWhereASourceEstimatesBothWays() {
    tell("users", 10L, 100L);
    estimates.told(new Estimate("", Scope.SYNC, null, 15L, 500L, Map.of()));

    assertThat(estimates.total()).isEmpty();
  }

  private void tell(String stream, @Nullable Long records, @Nullable Long bytes) {
    estimates.told(new Estimate(stream, Scope.STREAM, null, records, bytes, Map.of()));
  }
}
