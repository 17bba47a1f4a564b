package io.lasius.server.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two documents. States of streams in an array are held against each other by
 * their descriptors, other elements by their places.
 */
final class JsonDifferences {
  private static final int MAX_DIFFERENCES = 1000;
  private static final int MAX_VALUE = 1000;

  /**
   * A place where they differ.
   *
   * @param path keys and indexes, each after a slash; a stream's state by the stream's name
   * @param from the value's JSON; null where there is none
   * @param to the value's JSON; null where there is none
   */
  record Difference(String path, @Nullable String from, @Nullable String to) {}

  private final List<Difference> found = new ArrayList<>();

  private JsonDifferences() {}

  /** At most {@value #MAX_DIFFERENCES} of them, in the order of the documents. */
  static List<Difference> between(JsonNode from, JsonNode to) {
    var differences = new JsonDifferences();
    differences.compare("", from, to);
    return List.copyOf(differences.found);
  }

  /** Whether there may be more than were found. */
  static boolean areMany(List<Difference> differences) {
    return differences.size() == MAX_DIFFERENCES;
  }

  private void compare(String path, @Nullable JsonNode from, @Nullable JsonNode to) {
    if (Objects.equals(from, to) || found.size() == MAX_DIFFERENCES) {
      return;
    }
    if (from == null
        || to == null
        || !from.isContainerNode()
        || from.isArray() != to.isArray()
        || !to.isContainerNode()) {
      found.add(new Difference(path, text(from), text(to)));
      return;
    }
    var before = members(from);
    var after = members(to);
    var names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (var name : names) {
      compare(path + "/" + name, before.get(name), after.get(name));
    }
  }

  private static Map<String, JsonNode> members(JsonNode container) {
    var members = new LinkedHashMap<String, JsonNode>();
    if (container.isObject()) {
      container
          .properties()
          .forEach(member -> members.put(escape(member.getKey()), member.getValue()));
      return members;
    }
    for (var element : container) {
      members.put(name(element, members.size()), element);
    }
    return members;
  }

  private static String name(JsonNode element, int index) {
    var descriptor = element.path("stream_descriptor");
    if (!descriptor.isObject()) {
      return Integer.toString(index);
    }
    var namespace = descriptor.path("namespace");
    var name = descriptor.path("name").asText();
    return escape(namespace.isTextual() ? namespace.textValue() + "." + name : name);
  }

  /** As in a JSON pointer. */
  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    var text = Json.write(value);
    return text.length() <= MAX_VALUE
        ? text
        : Json.write("(%d characters)".formatted(text.length()));
  }
}
