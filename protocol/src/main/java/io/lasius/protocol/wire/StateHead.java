package io.lasius.protocol.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StateStats;
import io.lasius.protocol.message.StreamState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the platform needs to know of a state. The positions themselves are passed over, not built:
 * a state may be large.
 */
final class StateHead {
  private final ObjectReader values;
  private @Nullable JsonNode type;
  private @Nullable JsonNode id;
  private @Nullable JsonNode sourceStats;
  private @Nullable JsonNode destinationStats;
  private @Nullable JsonNode stream;
  private List<@Nullable JsonNode> streams = new ArrayList<>();

  private StateHead(ObjectReader values) {
    this.values = values;
  }

  /**
   * Reads on to the end of the state.
   *
   * @param parser at the state's opening brace
   * @param values reads what stands inside a document
   */
  static StateHead read(JsonParser parser, ObjectReader values) throws IOException {
    var head = new StateHead(values);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "type" -> head.type = head.value(parser);
        case "id" -> head.id = head.value(parser);
        case "sourceStats" -> head.sourceStats = head.value(parser);
        case "destinationStats" -> head.destinationStats = head.value(parser);
        case "stream" -> head.stream = head.descriptor(parser);
        case "global" -> head.streams = head.streams(parser);
        default -> parser.skipChildren();
      }
    }
    return head;
  }

  private JsonNode value(JsonParser parser) throws IOException {
    return values.readTree(parser);
  }

  /** The stream's descriptor; null where there is none. */
  private @Nullable JsonNode descriptor(JsonParser parser) throws IOException {
    JsonNode descriptor = null;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals("stream_descriptor");
      parser.nextToken();
      if (found) {
        descriptor = value(parser);
      } else {
        parser.skipChildren();
      }
    }
    return descriptor;
  }

  private List<@Nullable JsonNode> streams(JsonParser parser) throws IOException {
    var found = new ArrayList<@Nullable JsonNode>();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return found;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean states = parser.currentName().equals("stream_states");
      if (parser.nextToken() == JsonToken.START_ARRAY && states) {
        found.clear();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          found.add(descriptor(parser));
        }
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  /**
   * The state.
   *
   * @param json the text that was read
   */
  StateMessage message(String json) throws IOException {
    StateStats source = stats(sourceStats);
    StateStats destination = stats(destinationStats);
    Long number = id != null && id.isIntegralNumber() ? (Long) id.longValue() : null;
    return switch (type == null || type.isNull() ? "LEGACY" : type.asText()) {
      case "STREAM" -> new StreamState(named(stream), json, source, destination, number);
      case "GLOBAL" -> {
        var named = new ArrayList<StreamDescriptor>();
        for (JsonNode one : streams) {
          named.add(named(one));
        }
        yield new GlobalState(named, json, source, destination, number);
      }
      case "LEGACY" -> new LegacyState(json, source, destination, number);
      default -> throw new ProtocolException("the state's type is not known to the protocol");
    };
  }

  private static StreamDescriptor named(@Nullable JsonNode descriptor) throws IOException {
    if (descriptor == null || !descriptor.isObject()) {
      throw new ProtocolException("a stream's state has no stream_descriptor");
    }
    return Json.mapper().treeToValue(descriptor, StreamDescriptor.class);
  }

  private static @Nullable StateStats stats(@Nullable JsonNode node) throws IOException {
    return node == null || !node.isObject()
        ? null
        : Json.mapper().treeToValue(node, StateStats.class);
  }
}
