package io.lasius.server.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.lasius.server.http.Form;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What goes out about states in the form of Airbyte's configuration API. */
final class ConfigStateWire {
  private ConfigStateWire() {}

  /**
   * The states of a connection.
   *
   * @param stateType stream, global, legacy or not_set
   * @param state where it is legacy
   * @param streamState where it is stream
   * @param globalState where it is global
   */
  record ConnectionState(
      @Form(oneOf = {"stream", "global", "legacy", "not_set"}) String stateType,
      UUID connectionId,
      @JsonRawValue @Nullable String state,
      @Nullable List<StreamState> streamState,
      @Nullable GlobalState globalState) {
    static ConnectionState of(UUID connectionId, List<StateParts> states) {
      if (states.isEmpty()) {
        return new ConnectionState("not_set", connectionId, null, null, null);
      }
      var first = states.getFirst();
      return switch (first.type()) {
        case STREAM ->
            new ConnectionState(
                "stream",
                connectionId,
                null,
                states.stream().map(state -> StreamState.of(state.streams().getFirst())).toList(),
                null);
        case GLOBAL ->
            new ConnectionState("global", connectionId, null, null, GlobalState.of(first));
        case LEGACY -> new ConnectionState("legacy", connectionId, first.shared(), null, null);
      };
    }
  }

  /** One stream's. */
  record StreamState(
      StateWire.Stream streamDescriptor, @JsonRawValue @Nullable String streamState) {
    static StreamState of(StateParts.Part part) {
      return new StreamState(StateWire.Stream.of(part.stream()), part.state());
    }
  }

  /** That of all streams together; the first name is as it stands in the protocol. */
  record GlobalState(
      @JsonProperty("shared_state") @JsonRawValue @Nullable String sharedState,
      List<StreamState> streamStates) {
    static GlobalState of(StateParts state) {
      return new GlobalState(
          state.shared(), state.streams().stream().map(StreamState::of).toList());
    }
  }
}
