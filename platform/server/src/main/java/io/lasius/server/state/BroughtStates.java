package io.lasius.server.state;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.ProtocolException;
import io.lasius.server.connection.StreamKey;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States that somebody brings; all of one type, one a stream. */
final class BroughtStates {
  private final @Nullable StateType type;
  private final Map<String, Brought> byKey;

  /** Whether there is to be no state beside them. */
  private final boolean whole;

  /**
   * One of them.
   *
   * @param key the stream's descriptor as JSON; empty for all streams together
   */
  record Brought(String key, StateMessage message) {}

  private BroughtStates(@Nullable StateType type, Map<String, Brought> byKey, boolean whole) {
    this.type = type;
    this.byKey = byKey;
    this.whole = whole;
  }

  /** No state at all, in place of those that there are. */
  static BroughtStates none() {
    return new BroughtStates(null, Map.of(), true);
  }

  /** The same states, beside which there is to be no other. */
  BroughtStates alone() {
    return new BroughtStates(type, byKey, true);
  }

  /**
   * Reads them in the forms that {@code lasius run --state} reads. Of several states of a stream
   * the last counts.
   *
   * @throws ProtocolException where the text holds no states, or states of several types
   */
  static BroughtStates of(String text) throws ProtocolException {
    var byKey = new LinkedHashMap<String, Brought>();
    StateType type = null;
    try {
      for (var one : StateTexts.in(text)) {
        var state = MessageCodec.readState(one);
        var next = StateType.of(state);
        if (type != null && type != next) {
          throw new ProtocolException("states of type %s and %s".formatted(type, next));
        }
        type = next;
        var key =
            state instanceof StreamState own ? StreamKey.of(own.stream()) : StreamKey.ALL_STREAMS;
        byKey.put(key, new Brought(key, state));
      }
    } catch (ProtocolException e) {
      throw e;
    } catch (IOException e) {
      throw new ProtocolException("it is no JSON", e);
    }
    if (type == null) {
      throw new ProtocolException("an empty array");
    }
    return new BroughtStates(type, byKey, false);
  }

  Collection<Brought> states() {
    return List.copyOf(byKey.values());
  }

  /** The streams that have a state of their own among them. */
  List<StreamDescriptor> streams() {
    return type == StateType.STREAM
        ? byKey.keySet().stream().map(StreamKey::parse).toList()
        : List.of();
  }

  /** What a stream is read on from; null where they hold nothing of it. */
  @Nullable Brought of(StreamDescriptor stream) {
    return byKey.get(type == StateType.STREAM ? StreamKey.of(stream) : StreamKey.ALL_STREAMS);
  }

  /** Whether a stream will stand elsewhere with them than it does now. */
  boolean concerns(StreamDescriptor stream, StateStanding now) {
    return of(stream) != null
        || now.ofKey(StreamKey.ALL_STREAMS) != null
        || (whole && now.of(stream) != null);
  }

  /** Whether they stand in place of a state of that key: it is of another type, or they are all. */
  boolean replaces(String key) {
    return whole
        ? !byKey.containsKey(key)
        : (type == StateType.STREAM) == key.equals(StreamKey.ALL_STREAMS);
  }
}
