package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.ProtocolException;
import org.junit.jupiter.api.Test;

final class LastStatesTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");

  @Test
  void keepsTheLastStateOfEachStreamAsItCame() throws Exception {
    var states = LastStates.none();

    states.take(MessageCodec.readState(state("users", "1")));
    states.take(MessageCodec.readState(state("orders", "37.00")));
    states.take(MessageCodec.readState(state("users", "2")));

    assertThat(states.json())
        .isEqualTo("[" + state("users", "2") + ",\n" + state("orders", "37.00") + "]");
  }

  @Test
  void keepsWhatItBeganWithForAStreamThatSentNothing() throws Exception {
    var states = LastStates.of("[" + state("users", "1") + "," + state("orders", "37.00") + "]");

    states.take(MessageCodec.readState(state("users", "2")));

    assertThat(states.json()).contains(state("users", "2"), state("orders", "37.00"));
  }

  @Test
  void aGlobalStateStandsForAllStreams() throws Exception {
    var global = "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{},\"stream_states\":[]}}";
    var states = LastStates.of("[" + state("users", "1") + "]");

    states.take(MessageCodec.readState(global));

    assertThat(states.json()).isEqualTo("[" + global + "]");
  }

  @Test
  void neverPassesARecordThatIsMissing() throws Exception {
    var states = LastStates.of("[" + state("users", "1") + "]");

    states.hold(USERS);
    states.take(MessageCodec.readState(state("users", "2")));
    states.take(MessageCodec.readState(state("orders", "3")));

    assertThat(states.json()).contains(state("users", "1"), state("orders", "3"));
  }

  @Test
  void neverPassesAMissingRecordOfAnUnknownStream() throws Exception {
    var states = LastStates.of("[" + state("users", "1") + "]");

    states.hold(null);
    states.take(MessageCodec.readState(state("users", "2")));

    assertThat(states.json()).isEqualTo("[" + state("users", "1") + "]");
  }

  @Test
  void handsALegacyStateOnAsItsDataAlone() throws Exception {
    var states = LastStates.of("[{\"type\":\"LEGACY\",\"data\":{\"cursor\":1.50}}]");

    assertThat(states.given()).isEqualTo("{\"cursor\":1.50}");
  }

  @Test
  void handsUntypedStateOnAsItIs() throws Exception {
    var states = LastStates.of("{\"cursor\": 1}");

    assertThat(states.given()).isEqualTo("{\"cursor\": 1}");
    assertThat(states.json()).isEqualTo("{\"cursor\": 1}");
  }

  @Test
  void takesALineOfAConnectorsOutput() throws Exception {
    var states = LastStates.of("{\"type\":\"STATE\",\"state\":" + state("users", "1") + "}");

    assertThat(states.given()).isEqualTo("[" + state("users", "1") + "]");
  }

  @Test
  void refusesWhatIsNoState() {
    assertThatThrownBy(() -> LastStates.of("[{\"type\":\"STREAM\"}]"))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> LastStates.of("1")).isInstanceOf(ProtocolException.class);
  }

  private static String state(String stream, String number) {
    return "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"n\":%s}}}"
        .formatted(stream, number);
  }
}
