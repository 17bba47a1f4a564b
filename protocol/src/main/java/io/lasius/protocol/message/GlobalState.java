package io.lasius.protocol.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The position of several streams at once.
 *
 * @param streams the streams that it names
 */
public record GlobalState(
    List<StreamDescriptor> streams,
    String json,
    @Nullable StateStats sourceStats,
    @Nullable StateStats destinationStats,
    @Nullable Long id)
    implements StateMessage {
  public GlobalState {
    streams = List.copyOf(streams);
  }

  /** A state of our own making: a part shared by all streams, and each stream's own. */
  public static GlobalState of(
      @Nullable JsonNode shared,
      Map<StreamDescriptor, ? extends JsonNode> streams,
      @Nullable StateStats sourceStats) {
    var payload = Json.mapper().createObjectNode().put("type", "GLOBAL");
    var global = payload.putObject("global");
    global.set("shared_state", shared);
    var states = global.putArray("stream_states");
    streams.forEach((stream, blob) -> {
      var entry = states.addObject();
      entry.set("stream_descriptor", Json.mapper().valueToTree(stream));
      entry.set("stream_state", blob);
    });
    if (sourceStats != null) {
      payload.set("sourceStats", Json.mapper().valueToTree(sourceStats));
    }
    return new GlobalState(
        List.copyOf(streams.keySet()), Json.write(payload), sourceStats, null, null);
  }
}
