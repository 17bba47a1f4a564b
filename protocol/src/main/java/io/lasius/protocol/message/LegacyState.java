package io.lasius.protocol.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/** The position of a whole sync, as connectors kept it before streams had states of their own. */
public record LegacyState(
    String json,
    @Nullable StateStats sourceStats,
    @Nullable StateStats destinationStats,
    @Nullable Long id)
    implements StateMessage {

  /** A state of our own making. */
  public static LegacyState of(JsonNode data, @Nullable StateStats sourceStats) {
    var payload = Json.mapper().createObjectNode().put("type", "LEGACY");
    payload.set("data", data);
    if (sourceStats != null) {
      payload.set("sourceStats", Json.mapper().valueToTree(sourceStats));
    }
    return new LegacyState(Json.write(payload), sourceStats, null, null);
  }
}
