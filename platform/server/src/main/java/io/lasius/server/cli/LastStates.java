package io.lasius.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.ProtocolException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The positions that a read began with, and those that it reached. */
final class LastStates {
  private final @Nullable String given;
  private final Map<StreamDescriptor, String> streams = new LinkedHashMap<>();
  private final Set<StreamDescriptor> held = new HashSet<>();
  private @Nullable String whole;
  private boolean allHeld;

  private LastStates(@Nullable String given) {
    this.given = given;
  }

  /** Where a read starts from the beginning. */
  static LastStates none() {
    return new LastStates(null);
  }

  /**
   * Reads states.
   *
   * @param text an array of states, one state, or what a source without typed states kept
   * @throws ProtocolException if it is something else
   */
  static LastStates of(String text) throws ProtocolException, JsonProcessingException {
    var document = Json.parse(text);
    if (document.isObject() && !document.has("type")) {
      // Passed on as it is: connectors of old keep their state so.
      return new LastStates(text);
    }
    if (document.isObject()) {
      document = Json.mapper().createArrayNode().add(document);
    }
    if (!document.isArray()) {
      throw new ProtocolException("it holds neither an array nor an object");
    }
    return ofArray(document);
  }

  /** What the connector gets; null for nothing. */
  @Nullable String given() {
    return given;
  }

  /** A state that came: it stands for all records before it. */
  void take(StateMessage state) {
    if (allHeld) {
      return;
    }
    switch (state) {
      case StreamState stream -> {
        if (!held.contains(stream.stream())) {
          whole = null;
          streams.put(stream.stream(), stream.json());
        }
      }
      case GlobalState _, LegacyState _ -> {
        if (held.isEmpty()) {
          streams.clear();
          whole = state.json();
        }
      }
    }
  }

  /**
   * Keeps the position where it is, since a record is missing.
   *
   * @param stream whose; null where nobody knows
   */
  void hold(@Nullable StreamDescriptor stream) {
    if (stream == null) {
      allHeld = true;
    } else {
      held.add(stream);
    }
  }

  /** The array of the last states, as {@code --state} reads it. */
  String json() {
    if (whole != null) {
      return "[" + whole + "]";
    }
    return streams.isEmpty() && given != null
        ? given
        : streams.values().stream().collect(Collectors.joining(",\n", "[", "]"));
  }

  private static LastStates ofArray(JsonNode array) throws ProtocolException {
    var states = new LastStates(givenBy(array));
    for (var element : array) {
      // A line of a connector's output holds the state in an envelope.
      var state = isEnvelope(element) ? element.path("state") : element;
      states.take(MessageCodec.readState(Json.write(state)));
    }
    return states;
  }

  /** A source that sends LEGACY states expects its data alone. */
  private static String givenBy(JsonNode array) {
    var unwrapped = Json.mapper().createArrayNode();
    array.forEach(element -> unwrapped.add(isEnvelope(element) ? element.path("state") : element));
    var last = unwrapped.path(unwrapped.size() - 1);
    return Json.write(last.path("type").asText().equals("LEGACY") ? last.path("data") : unwrapped);
  }

  private static boolean isEnvelope(JsonNode element) {
    return element.path("type").asText().equals("STATE");
  }
}
