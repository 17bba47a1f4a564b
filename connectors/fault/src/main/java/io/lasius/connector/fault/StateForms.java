package io.lasius.connector.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.connector.fault.FaultConfig.States;
import io.lasius.protocol.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Writes states otherwise than they should be. Used by one thread at a time. */
final class StateForms {
  private static final String STATE = "state";
  private static final List<String> STATS = List.of("sourceStats", "destinationStats");

  private final States form;
  private final List<String> held = new ArrayList<>();
  private boolean first = true;

  StateForms(States form) {
    this.form = form;
  }

  /** What is written in place of this state's line, now. */
  List<String> apply(String line, JsonNode message) {
    return switch (form) {
      case FAITHFUL -> List.of(line);
      case TWICE -> List.of(line, line);
      case NEVER -> List.of();
      case LATE -> {
        held.add(line);
        yield List.of();
      }
      case REVERSED -> reversed(line);
      case REWRITTEN -> List.of(wrapped(rewritten(message)));
      case UNWRAPPED -> List.of(Json.write(rewritten(message)));
      case MISCOUNTED -> List.of(wrapped(miscounted(message, 1)));
      case MIXED -> List.of(mixed(line, message));
      case STRANGER -> List.of(wrapped(ofStranger(message)));
    };
  }

  /** What was held back until now. */
  List<String> rest() {
    List<String> rest = List.copyOf(held);
    held.clear();
    return rest;
  }

  private List<String> reversed(String line) {
    if (held.isEmpty()) {
      held.add(line);
      return List.of();
    }
    return List.of(line, held.removeLast());
  }

  private String mixed(String line, JsonNode message) {
    if (first) {
      first = false;
      return line;
    }
    ObjectNode state = Json.mapper().createObjectNode().put("type", "GLOBAL");
    state.putObject("global").set("shared_state", message.path(STATE).path("stream"));
    return wrapped(state);
  }

  /** The message with so many records more than were counted; the same where nobody counted. */
  static JsonNode withMore(JsonNode message, int records) {
    ObjectNode changed = message.deepCopy();
    changed.set(STATE, miscounted(message, records));
    return changed;
  }

  private static ObjectNode miscounted(JsonNode message, int more) {
    ObjectNode state = message.path(STATE).deepCopy();
    for (String stats : STATS) {
      if (state.path(stats) instanceof ObjectNode counts) {
        counts.put("recordCount", counts.path("recordCount").asDouble() + more);
      }
    }
    return state;
  }

  private static ObjectNode ofStranger(JsonNode message) {
    ObjectNode state = message.path(STATE).deepCopy();
    if (state.path("stream").path("stream_descriptor") instanceof ObjectNode stream) {
      stream.put("name", "stranger");
    }
    return state;
  }

  /** As a library does that reads a state into its own types: unknown is gone, 7 becomes 7.0. */
  private static ObjectNode rewritten(JsonNode message) {
    ObjectNode state = message.path(STATE).deepCopy();
    state.remove("id");
    state.remove(STATS);
    for (String kind : List.of("stream", "global", "data")) {
      if (state.has(kind)) {
        state.set(kind, withDecimals(state.get(kind)));
      }
    }
    return state;
  }

  private static JsonNode withDecimals(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode copy = Json.mapper().createObjectNode();
        object
            .properties()
            .forEach(member -> copy.set(member.getKey(), withDecimals(member.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = Json.mapper().createArrayNode();
        array.forEach(element -> copy.add(withDecimals(element)));
        yield copy;
      }
      default -> value.isIntegralNumber() ? decimal(value) : value;
    };
  }

  private static JsonNode decimal(JsonNode whole) {
    return Json.mapper().getNodeFactory().numberNode(whole.decimalValue().setScale(1));
  }

  private static String wrapped(ObjectNode state) {
    ObjectNode message = Json.mapper().createObjectNode().put("type", "STATE");
    message.set(STATE, state);
    return Json.write(message);
  }
}
