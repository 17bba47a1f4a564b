package io.lasius.server.state;

import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.StreamKey;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds out what setting a state does to what a destination holds. */
@Singleton
class StateEffects {
  /** How many versions of the same size are looked at to find one that a text equals. */
  private static final int MAX_EQUALS = 20;

  private final StateVersionStore versions;
  private final ConnectionStateStore states;

  StateEffects(StateVersionStore versions, ConnectionStateStore states) {
    this.versions = versions;
    this.states = states;
  }

  /** The effect of reading a stream on from a version; null stands for its beginning. */
  StateEffect of(
      UUID connectionId,
      ConnectionStream stream,
      @Nullable StateVersion from,
      @Nullable StateVersion to) {
    var reachedBy =
        to == null
            ? null
            : versions.find(connectionId, to.position()).map(StateVersion::reason).orElse(null);
    return StateEffect.of(stream(connectionId, stream, from), to, reachedBy);
  }

  /** The effect of reading a stream on from a state that was never here. */
  StateEffect ofStranger(UUID connectionId, ConnectionStream stream, @Nullable StateVersion from) {
    return StateEffect.ofStranger(stream(connectionId, stream, from));
  }

  /** The newest version with the very text; null where there is none. */
  @Nullable StateVersion equal(UUID connectionId, BroughtStates.Brought state) {
    var text = state.message().json();
    return versions
        .ofSize(connectionId, state.key(), ConnectionStateStore.utf8Length(text), MAX_EQUALS)
        .stream()
        .filter(version -> versions.text(version.version()).filter(text::equals).isPresent())
        .findFirst()
        .orElse(null);
  }

  private StateEffect.Stream stream(
      UUID connectionId, ConnectionStream stream, @Nullable StateVersion from) {
    return new StateEffect.Stream(
        stream.syncMode(),
        from,
        states.dataBegan(connectionId, stream.descriptor()),
        new StateLineage(
            versions.ofStream(connectionId, StreamKey.of(stream.descriptor())),
            versions.ofStream(connectionId, StreamKey.ALL_STREAMS)));
  }
}
