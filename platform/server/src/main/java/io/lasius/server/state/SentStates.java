package io.lasius.server.state;

import io.lasius.protocol.json.Json;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * States on their way in, in the form of Airbyte's configuration API. They are cut out of the body
 * and never parsed: a number of a source's keeps its digits.
 *
 * @param connectionState the members of the object of that name
 */
record SentStates(UUID connectionId, Map<String, String> connectionState) {
  private static final String CONNECTION_STATE = "connectionState";

  SentStates {
    connectionState = Map.copyOf(connectionState);
  }

  /**
   * Reads a body.
   *
   * @throws io.lasius.server.http.ProblemException 400 where it is none
   */
  static SentStates of(String body) {
    try {
      var members = StateTexts.members(body);
      return new SentStates(
          UUID.fromString(text(members, "connectionId")),
          StateTexts.members(required(members, CONNECTION_STATE)));
    } catch (IOException | IllegalArgumentException e) {
      throw Problem.badRequest(
              "the body must be a JSON object with the UUID connectionId and the object connectionState")
          .asException(e);
    }
  }

  /**
   * The states, in the order that they were sent in.
   *
   * @throws io.lasius.server.http.ProblemException 400 where they do not have the form of their
   *     type
   */
  List<StateParts> states() {
    try {
      var type = text(connectionState, "stateType").toLowerCase(Locale.ROOT);
      return switch (type) {
        case "not_set" -> List.of();
        case "stream" -> ofStreams();
        case "global" -> List.of(global(StateTexts.members(part("globalState"))));
        case "legacy" -> List.of(new StateParts(StateType.LEGACY, part("state"), List.of()));
        default ->
            throw Problem.badRequest(
                    "stateType is '%s', but must be stream, global, legacy or not_set"
                        .formatted(type))
                .asException();
      };
    } catch (IOException | IllegalArgumentException e) {
      throw Problem.badRequest(
              "the states in connectionState do not have the form of their stateType")
          .asException(e);
    }
  }

  private List<StateParts> ofStreams() throws IOException {
    return parts(part("streamState")).stream()
        .map(part -> new StateParts(StateType.STREAM, null, List.of(part)))
        .toList();
  }

  /** Clients write the names of a GLOBAL state in one spelling or the other. */
  private static StateParts global(Map<String, String> global) throws IOException {
    var states = either(global, "streamStates", "stream_states");
    return new StateParts(
        StateType.GLOBAL,
        either(global, "sharedState", "shared_state"),
        states == null ? List.of() : parts(states));
  }

  /** A stream without a state has none to set. */
  private static List<StateParts.Part> parts(String array) throws IOException {
    var parts = new ArrayList<StateParts.Part>();
    for (var element : StateTexts.elements(array)) {
      var members = StateTexts.members(element);
      var stream =
          Json.mapper().readValue(required(members, "streamDescriptor"), StateWire.Stream.class);
      var state = value(members, "streamState");
      if (state != null) {
        parts.add(new StateParts.Part(stream.descriptor(), state));
      }
    }
    return parts;
  }

  private String part(String name) {
    return required(connectionState, name);
  }

  private static String required(Map<String, String> members, String name) {
    return Required.of(name, value(members, name));
  }

  private static String text(Map<String, String> members, String name) throws IOException {
    return Required.of(name, Json.parse(required(members, name)).textValue());
  }

  private static @Nullable String either(
      Map<String, String> members, String name, String otherName) {
    var value = value(members, name);
    return value == null ? value(members, otherName) : value;
  }

  private static @Nullable String value(Map<String, String> members, String name) {
    var value = members.get(name);
    return "null".equals(value) ? null : value;
  }
}
