package io.lasius.server.state;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.wire.ProtocolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts a document into the states that it holds, each as it stands there. */
final class StateTexts {
  private StateTexts() {}

  /**
   * The payloads in an array of states or of lines with a state, in one of either, or in the bare
   * data that a source without typed states keeps.
   *
   * @throws IOException where it is no JSON
   * @throws ProtocolException where it is something else
   */
  static List<String> in(String text) throws IOException {
    var found = new ArrayList<String>();
    try (var parser = Json.mapper().createParser(text)) {
      var first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        var whole = cut(parser, text);
        found.add(members(whole).containsKey("type") ? payload(whole) : legacy(whole));
      } else if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new ProtocolException("an element that is no object");
          }
          found.add(payload(cut(parser, text)));
        }
      } else {
        throw new ProtocolException("neither an array nor an object");
      }
      if (parser.nextToken() != null) {
        throw new ProtocolException("something follows the states");
      }
    }
    return found;
  }

  private static String legacy(String data) {
    return "{\"type\":\"LEGACY\",\"data\":" + data + "}";
  }

  /** What a line of a connector's output wraps. */
  private static String payload(String state) throws IOException {
    var members = members(state);
    var wrapped = members.get("state");
    return "\"STATE\"".equals(members.get("type")) && wrapped != null ? wrapped : state;
  }

  /** The members of an object, each as it stands there; none where it is something else. */
  static Map<String, String> members(String object) throws IOException {
    var members = new HashMap<String, String>();
    try (var parser = Json.mapper().createParser(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        members.put(name, cut(parser, object));
      }
    }
    return members;
  }

  /** The elements of an array, each as it stands there; none where it is something else. */
  static List<String> elements(String array) throws IOException {
    var elements = new ArrayList<String>();
    try (var parser = Json.mapper().createParser(array)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(cut(parser, array));
        }
      }
    }
    return elements;
  }

  private static String cut(JsonParser parser, String text) throws IOException {
    int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    parser.skipChildren();
    parser.finishToken();
    return text.substring(start, Math.toIntExact(parser.currentLocation().getCharOffset()));
  }
}
