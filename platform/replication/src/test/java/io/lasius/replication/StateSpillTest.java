package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class StateSpillTest {
  private static final int MEGABYTE = 1 << 20;

  @Test
  void takesNoMoreThanItsShareOfMemoryHoweverManyStatesAreUnderWay() throws IOException {
    try (var spill = new StateSpill()) {
      var kept = new ArrayList<StateSpill.Kept>();
      for (int n = 0; n < 30; n++) {
        kept.add(spill.keep(state(n, MEGABYTE)));
      }

      assertThat(spill.bytesInMemory()).isBetween(15L << 20, StateSpill.MEMORY_BYTES);
      assertThat(spill.bytesInFile()).isGreaterThan(14L << 20);
      for (int n = 0; n < 30; n++) {
        assertThat(spill.read(kept.get(n))).isEqualTo(state(n, MEGABYTE));
      }
    }
  }

  @Test
  void writesItsFileAnewWhereNothingOfItIsNeededAnyMore() throws IOException {
    int large = (int) StateSpill.MEMORY_BYTES;
    try (var spill = new StateSpill()) {
      for (int n = 0; n < 3; n++) {
        var kept = spill.keep(state(n, large));
        assertThat(spill.read(kept)).isEqualTo(state(n, large));
        assertThat(spill.bytesInFile()).isLessThan(large + 1000L);
        spill.release(kept);
      }

      assertThat(spill.bytesInFile()).isZero();
      assertThat(spill.bytesInMemory()).isZero();
    }
  }

  private static StateMessage state(int n, int characters) {
    var blob =
        Json.mapper().createObjectNode().put("n", n).put("filling", "é" + "x".repeat(characters));
    return StreamState.of(StreamDescriptor.of("users"), blob, null);
  }
}
