package io.lasius.server.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.StoreUnderTest;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever is committed, set back, undone, brought and cleared, in whatever order. */
final class StateHistoryPropertiesTest {
  private static final List<StreamDescriptor> STREAMS =
      List.of(StreamDescriptor.of("users"), new StreamDescriptor("orders", "shop"));

  private static @Nullable StoreUnderTest store;

  @BeforeContainer
  static void start() throws Exception {
    store = StoreUnderTest.onH2();
  }

  @AfterContainer
  static void stop() throws Exception {
    if (store != null) {
      store.close();
    }
  }

  @Property(tries = 60)
  void aConnectionStandsWhereTheModelDoesAndTheDestinationHoldsWhatWasForetold(
      @ForAll("steps") List<StateHistoryModel.Step> steps) throws Exception {
    var model = new StateHistoryModel(running(), STREAMS);
    for (var step : steps) {
      model.take(step);
    }

    assertThat(model.present()).isEqualTo(model.stored());
    assertThat(model.recordsOfVersions()).isEqualTo(model.recordsCommitted());
  }

  private static StoreUnderTest running() throws Exception {
    var started = Objects.requireNonNull(store, "started before all");
    started.clear();
    return started;
  }

  @Provide
  Arbitrary<List<StateHistoryModel.Step>> steps() {
    Arbitrary<StateHistoryModel.Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(8, StateHistoryModel.Kind.COMMIT),
            Tuple.of(4, StateHistoryModel.Kind.RESTORE),
            Tuple.of(3, StateHistoryModel.Kind.RESTORE_STREAM),
            Tuple.of(2, StateHistoryModel.Kind.UNDO),
            Tuple.of(1, StateHistoryModel.Kind.IMPORT),
            Tuple.of(1, StateHistoryModel.Kind.CLEAR),
            Tuple.of(1, StateHistoryModel.Kind.PRUNE));
    return Combinators.combine(
            kinds, Arbitraries.of(STREAMS), Arbitraries.integers().between(1, 1000))
        .as(StateHistoryModel.Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }
}
