package io.lasius.sdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StateStats;
import io.lasius.protocol.message.StreamState;

/** Puts the destination's count into a state; all else stays, byte for byte. */
final class DestinationStats {
  private static final String MEMBER = "destinationStats";

  private DestinationStats() {}

  static StateMessage splice(StateMessage state, StateStats stats) {
    String json = splice(state.json(), Json.write(stats));
    return switch (state) {
      case StreamState one ->
          new StreamState(one.stream(), json, one.sourceStats(), stats, one.id());
      case GlobalState many ->
          new GlobalState(many.streams(), json, many.sourceStats(), stats, many.id());
      case LegacyState legacy -> new LegacyState(json, legacy.sourceStats(), stats, legacy.id());
    };
  }

  private static String splice(String state, String stats) {
    String member = "\"%s\"".formatted(MEMBER);
    if (state.contains(member)) {
      return replace(state, stats);
    }
    int first = state.indexOf('{') + 1;
    boolean empty = state.substring(first).stripLeading().startsWith("}");
    return state.substring(0, first)
        + member
        + ":"
        + stats
        + (empty ? "" : ",")
        + state.substring(first);
  }

  /** For a state that has such a member already, which none should. */
  private static String replace(String state, String stats) {
    try {
      ObjectNode payload = (ObjectNode) Json.parse(state);
      payload.set(MEMBER, Json.parse(stats));
      return Json.write(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a state that was read before is no JSON", e);
    }
  }
}
