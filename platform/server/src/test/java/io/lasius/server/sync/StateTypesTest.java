package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.ProtocolException;
import io.lasius.replication.CommitException;
import io.lasius.replication.StateCommit;
import io.lasius.server.state.StateType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StateTypesTest {
  @ParameterizedTest
  @CsvSource({
    ",STREAM",
    ",GLOBAL",
    ",LEGACY",
    "STREAM,STREAM",
    "GLOBAL,GLOBAL",
    "LEGACY,LEGACY",
    "LEGACY,STREAM",
    "LEGACY,GLOBAL"
  })
  void goesOnWithStatesOfTheSameTypeAndFromLegacyWithAny(@Nullable StateType before, StateType next)
      throws Exception {
    assertThat(StateTypes.after(before, List.of(commit(next)))).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({"STREAM,GLOBAL", "STREAM,LEGACY", "GLOBAL,STREAM", "GLOBAL,LEGACY"})
  void refusesAnyOtherChangeAndTellsTheWaysOut(StateType before, StateType next) {
    assertThatThrownBy(() -> StateTypes.after(before, List.of(commit(next))))
        .isInstanceOf(CommitException.class)
        .hasMessageContainingAll(before.name(), next.name(), "clear", "import");
  }

  @Test
  void takesNoHintFromRecordsWithoutAState() throws Exception {
    var records = new StateCommit(null, Map.of());

    assertThat(StateTypes.after(null, List.of(records))).isNull();
    assertThat(StateTypes.after(StateType.GLOBAL, List.of(records))).isEqualTo(StateType.GLOBAL);
  }

  private static StateCommit commit(StateType type) throws ProtocolException {
    var json =
        switch (type) {
          case STREAM -> "{'type':'STREAM','stream':{'stream_descriptor':{'name':'users'}}}";
          case GLOBAL -> "{'type':'GLOBAL','global':{'stream_states':[]}}";
          case LEGACY -> "{'data':{}}";
        };
    return new StateCommit(MessageCodec.readState(json.replace('\'', '"')), Map.of());
  }
}
