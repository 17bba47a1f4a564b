package io.lasius.replication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a state's streams under the destination's names. States are stored under the source's. */
final class StateNames {
  private final Map<StreamDescriptor, StreamDescriptor> renamed = new HashMap<>();

  StateNames(ConfiguredCatalog catalog, StreamRouting routing) {
    for (ConfiguredStream stream : catalog.streams()) {
      var source = stream.descriptor();
      var destination = routing.toDestination(source);
      if (!destination.equals(source)) {
        renamed.put(source, destination);
      }
    }
  }

  /** The state as the destination gets it: the very same where no name changes. */
  StateMessage toDestination(StateMessage state) {
    if (renamed.isEmpty()) {
      return state;
    }
    return switch (state) {
      case StreamState one ->
          new StreamState(
              renamed.getOrDefault(one.stream(), one.stream()),
              rewrite(one.json()),
              one.sourceStats(),
              one.destinationStats(),
              one.id());
      case GlobalState many ->
          new GlobalState(
              many.streams(),
              rewrite(many.json()),
              many.sourceStats(),
              many.destinationStats(),
              many.id());
      case LegacyState _ -> state;
    };
  }

  private String rewrite(String json) {
    try {
      JsonNode payload = Json.parse(json);
      rename(payload.path("stream").get("stream_descriptor"));
      for (JsonNode stream : payload.path("global").path("stream_states")) {
        rename(stream.get("stream_descriptor"));
      }
      return Json.write(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a state that was read before is no JSON", e);
    }
  }

  private void rename(@Nullable JsonNode descriptor) {
    if (descriptor instanceof ObjectNode node) {
      JsonNode namespace = node.get("namespace");
      var source =
          new StreamDescriptor(
              node.path("name").asText(),
              namespace == null || namespace.isNull() ? null : namespace.asText());
      StreamDescriptor destination = renamed.get(source);
      if (destination != null) {
        node.put("name", destination.name());
        node.put("namespace", destination.namespace());
      }
    }
  }
}
