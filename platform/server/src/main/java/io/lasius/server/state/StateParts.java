package io.lasius.server.state;

import com.fasterxml.jackson.core.JsonToken;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.StateMessage;
import io.lasius.server.connection.StreamKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A state taken apart. What a source wrote in it stays the text that it is.
 *
 * @param shared what is of all streams; null where there is none
 * @param streams the one stream of a STREAM state, those of a GLOBAL one
 */
record StateParts(StateType type, @Nullable String shared, List<Part> streams) {
  StateParts {
    streams = List.copyOf(streams);
  }

  /**
   * What is of one stream.
   *
   * @param state null where there is none
   */
  record Part(StreamDescriptor stream, @Nullable String state) {
    private String json() {
      return "{\"stream_descriptor\":%s%s}"
          .formatted(
              Json.write(Json.mapper().valueToTree(stream)),
              state == null ? "" : ",\"stream_state\":" + state);
    }
  }

  /** Takes a state apart that is in the protocol's form. */
  static StateParts of(StateMessage message) throws IOException {
    var payload = StateTexts.members(message.json());
    var type = StateType.of(message);
    return switch (type) {
      case STREAM -> new StateParts(type, null, List.of(part(payload.get("stream"))));
      case LEGACY -> new StateParts(type, value(payload, "data"), List.of());
      case GLOBAL -> {
        var global = members(payload.get("global"));
        yield new StateParts(
            type, value(global, "shared_state"), parts(global.get("stream_states")));
      }
    };
  }

  private static List<Part> parts(@Nullable String states) throws IOException {
    var parts = new ArrayList<Part>();
    for (var state : states == null ? List.<String>of() : StateTexts.elements(states)) {
      parts.add(part(state));
    }
    return parts;
  }

  private static Part part(@Nullable String text) throws IOException {
    var members = members(text);
    return new Part(
        Json.mapper()
            .readValue(members.getOrDefault("stream_descriptor", "{}"), StreamDescriptor.class),
        value(members, "stream_state"));
  }

  private static Map<String, String> members(@Nullable String text) throws IOException {
    return text == null ? Map.of() : StateTexts.members(text);
  }

  private static @Nullable String value(Map<String, String> members, String name) {
    var value = members.get(name);
    return "null".equals(value) ? null : value;
  }

  /** What tells it from the other states of a connection. */
  String key() {
    return type == StateType.STREAM
        ? StreamKey.of(streams.getFirst().stream())
        : StreamKey.ALL_STREAMS;
  }

  /** Whether it says the same as another, in whatever layout: clients write states anew. */
  boolean says(StateParts other) {
    try (var one = Json.mapper().createParser(json());
        var another = Json.mapper().createParser(other.json())) {
      JsonToken token;
      do {
        token = one.nextToken();
        if (token != another.nextToken() || !Objects.equals(one.getText(), another.getText())) {
          return false;
        }
      } while (token != null);
      return true;
    } catch (IOException e) {
      // What cannot be read is like nothing else.
      return false;
    }
  }

  /** The state in the protocol's form. */
  String json() {
    return switch (type) {
      case STREAM -> "{\"type\":\"STREAM\",\"stream\":%s}".formatted(streams.getFirst().json());
      case LEGACY -> "{\"type\":\"LEGACY\",\"data\":%s}".formatted(shared);
      case GLOBAL ->
          "{\"type\":\"GLOBAL\",\"global\":{%s\"stream_states\":%s}}"
              .formatted(
                  shared == null ? "" : "\"shared_state\":" + shared + ",",
                  streams.stream().map(Part::json).collect(Collectors.joining(",", "[", "]")));
    };
  }
}
