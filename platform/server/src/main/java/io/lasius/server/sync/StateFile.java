package io.lasius.server.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.ProtocolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states as a source reads them: an array of what it wrote, or the bare data of a LEGACY one. A
 * state that is null says that there is nothing to resume from, so it is not sent; an empty one is
 * a position like any other.
 */
final class StateFile {
  private StateFile() {}

  /**
   * The file's content.
   *
   * @param states as they were stored
   * @param streams those that will be read: what other streams left behind is kept, and not sent
   * @return null where there is nothing to resume from
   */
  static @Nullable String of(List<String> states, Collection<StreamDescriptor> streams) {
    var sent = new ArrayList<String>();
    for (var text : states) {
      var payload = parse(text);
      switch (read(text)) {
        case StreamState one -> {
          if (streams.contains(one.stream()) && says(payload.path("stream").get("stream_state"))) {
            sent.add(text);
          }
        }
        case GlobalState _ -> {
          var global = global(text, payload);
          if (global != null) {
            sent.add(global);
          }
        }
        case LegacyState _ -> {
          var data = payload.get("data");
          return says(data) ? Json.write(data) : null;
        }
      }
    }
    return sent.isEmpty() ? null : "[" + String.join(",", sent) + "]";
  }

  private static boolean says(@Nullable JsonNode state) {
    return state != null && !state.isNull();
  }

  /** The text as it is, unless a stream's part of it is null: that stream is left out. */
  private static @Nullable String global(String text, JsonNode payload) {
    var global = payload.path("global");
    var unsaid = 0;
    var said = 0;
    for (var part : global.path("stream_states")) {
      if (says(part.get("stream_state"))) {
        said++;
      } else {
        unsaid++;
      }
    }
    if (said == 0 && !says(global.get("shared_state"))) {
      return null;
    }
    if (unsaid > 0 && global.get("stream_states") instanceof ArrayNode parts) {
      parts.removeIf(part -> !says(part.get("stream_state")));
      return Json.write(payload);
    }
    return text;
  }

  private static StateMessage read(String text) {
    try {
      return MessageCodec.readState(text);
    } catch (ProtocolException e) {
      throw unreadable(e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  private static IllegalStateException unreadable(Exception e) {
    return new IllegalStateException("a stored state cannot be read", e);
  }
}
