package io.lasius.protocol.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/** The position of one stream. */
public record StreamState(
    StreamDescriptor stream,
    String json,
    @Nullable StateStats sourceStats,
    @Nullable StateStats destinationStats,
    @Nullable Long id)
    implements StateMessage {

  /**
   * A state of our own making.
   *
   * @param blob what the source needs to resume
   */
  public static StreamState of(
      StreamDescriptor stream, JsonNode blob, @Nullable StateStats sourceStats) {
    var payload = Json.mapper().createObjectNode().put("type", "STREAM");
    var inner = payload.putObject("stream");
    inner.set("stream_descriptor", Json.mapper().valueToTree(stream));
    inner.set("stream_state", blob);
    if (sourceStats != null) {
      payload.set("sourceStats", Json.mapper().valueToTree(sourceStats));
    }
    return new StreamState(stream, Json.write(payload), sourceStats, null, null);
  }
}
