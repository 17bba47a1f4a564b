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
      for (int n = 0; n < 100; n++) {
        kept.add(spill.keep(state(n, MEGABYTE)));
      }

      assertThat(spill.bytesInMemory()).isBetween(15L << 20, StateSpill.MEMORY_BYTES);
      assertThat(spill.bytesInFile()).isGreaterThan(84L << 20);
      for (int n = 0; n < 100; n++) {
        assertThat(spill.read(kept.get(n))).isEqualTo(state(n, MEGABYTE));
      }
    }
  }

  @Test
  void writesItsFileAnewWhereNothingOfItIsNeededAnyMore() throws IOException {
    int large = (int) StateSpill.MEMORY_BYTES;
    try (var spill = new StateSpill()) {
      for (int n = 0; n < 10; n++) {
        var kept = spill.keep(state(n, large));
        assertThat(spill.read(kept)).isEqualTo(state(n, large));
        assertThat(spill.bytesInFile()).isLessThan(2L * large + 1000);
        spill.release(kept);
      }

      assertThat(spill.bytesInFile()).isZero();
      assertThat(spill.bytesInMemory()).isZero();
    }
  }

  private static StateMessage state(int n, int characters) {
    var blob = Json.mapper().createObjectNode().put("n", n).put("filling", "é".repeat(characters));
    return StreamState.of(StreamDescriptor.of("users"), blob, null);
  }
}
