package io.lasius.server.state;

import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.ProtocolException;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The states of a connection as Airbyte's configuration API reads and sets them: all at once. */
@Singleton
final class ConfigStates {
  private static final StateHistory.Wish DO = new StateHistory.Wish(true, false);

  private final ConnectionStateStore states;
  private final StateHistory history;

  ConfigStates(ConnectionStateStore states, StateHistory history) {
    this.states = states;
    this.history = history;
  }

  private record Stored(StateParts parts, String text) {}

  /** The present states. */
  List<StateParts> of(UUID connectionId) {
    return stored(connectionId).stream().map(Stored::parts).toList();
  }

  private List<Stored> stored(UUID connectionId) {
    var stored = new ArrayList<Stored>();
    try {
      for (var text : states.states(connectionId)) {
        stored.add(new Stored(StateParts.of(MessageCodec.readState(text)), text));
      }
      return stored;
    } catch (IOException e) {
      throw new IllegalStateException("a stored state cannot be read", e);
    }
  }

  /**
   * Puts states in place of all that there are. Whoever sets all states knows what they do, and has
   * no word to insist on it; what was before is kept, and can be gone back to.
   *
   * @throws ProblemException 423 while a job of the connection is under way; 400 where a stream is
   *     not the connection's, or a state is none
   */
  void replace(UUID connectionId, List<StateParts> sent) {
    try {
      history.bring(connectionId, brought(connectionId, sent), DO);
    } catch (ProtocolException e) {
      throw Problem.badRequest("the states cannot be set: " + e.getMessage()).asException(e);
    } catch (ProblemException e) {
      // Where nothing needs to be insisted on, a job alone is in the way.
      throw e.problem().status() == HttpStatus.CONFLICT.getCode()
          ? Problem.locked(e.problem().detail()).asException(e)
          : e;
    }
  }

  private BroughtStates brought(UUID connectionId, List<StateParts> sent) throws ProtocolException {
    if (sent.isEmpty()) {
      return BroughtStates.none();
    }
    var stored =
        stored(connectionId).stream()
            .collect(Collectors.toMap(state -> state.parts().key(), Function.identity()));
    return BroughtStates.of(
            sent.stream()
                .map(state -> text(state, stored.get(state.key())))
                .collect(Collectors.joining(",", "[", "]")))
        .alone();
  }

  /** Who changes one state sends the others back: they stay the text that their source wrote. */
  private static String text(StateParts sent, @Nullable Stored stored) {
    return stored != null && stored.parts().says(sent) ? stored.text() : sent.json();
  }
}
