package io.lasius.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StateStats;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.ProtocolException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The positions of all streams, from whatever kind of state they came, told as one kind. */
final class Positions {
  private final StateKind kind;
  private final Map<StreamDescriptor, JsonNode> positions = new LinkedHashMap<>();
  private final Map<String, JsonNode> legacy = new HashMap<>();
  private long left;

  Positions(StateKind kind) {
    this.kind = kind;
  }

  /**
   * Takes in the states of an earlier run.
   *
   * @param file the content of the state file: an array of states, one state, or none
   */
  void resume(JsonNode file) throws ProtocolException {
    if (file.isArray()) {
      for (JsonNode state : file) {
        resumeOne(state);
      }
    } else if (file.isObject() && !file.isEmpty()) {
      resumeOne(file);
    } else if (!file.isObject() && !file.isNull() && !file.isMissingNode()) {
      throw new ProtocolException(
          "the state must be an array of states, but is of type " + file.getNodeType());
    }
  }

  @Nullable JsonNode find(StreamDescriptor stream) {
    JsonNode position = positions.get(stream);
    return position == null ? legacy.get(stream.toString()) : position;
  }

  /** The state to tell when the stream has come this far. */
  StateMessage advance(StreamDescriptor stream, JsonNode position, long records) {
    if (kind == StateKind.STREAM) {
      return StreamState.of(stream, position, StateStats.ofRecords(records));
    }
    positions.put(stream, position.deepCopy());
    var stats = StateStats.ofRecords(left + records);
    left = 0;
    return kind == StateKind.GLOBAL
        ? GlobalState.of(null, positions, stats)
        : LegacyState.of(legacyData(), stats);
  }

  /** Records that no state speaks for yet; one that speaks for all streams will. */
  void leave(long records) {
    left += records;
  }

  /** Streams that are not read this time keep their place. */
  private ObjectNode legacyData() {
    var data = Json.mapper().createObjectNode();
    legacy.forEach(data::set);
    positions.forEach((stream, position) -> data.set(stream.toString(), position));
    return data;
  }

  private void resumeOne(JsonNode json) throws ProtocolException {
    switch (MessageCodec.readState(Json.write(json))) {
      case StreamState _ -> put(json.path("stream"));
      case GlobalState _ -> json.path("global").path("stream_states").forEach(this::put);
      case LegacyState _ -> {
        JsonNode data = json.path("data").isMissingNode() ? json : json.path("data");
        data.properties().forEach(entry -> legacy.put(entry.getKey(), entry.getValue()));
      }
    }
  }

  private void put(JsonNode state) {
    JsonNode position = state.path("stream_state");
    if (!position.isMissingNode() && !position.isNull()) {
      var descriptor = state.path("stream_descriptor");
      JsonNode namespace = descriptor.path("namespace");
      positions.put(
          new StreamDescriptor(
              descriptor.path("name").asText(), namespace.isTextual() ? namespace.asText() : null),
          position);
    }
  }
}
