package io.lasius.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What of a released document a client could rely on, and cannot any more. Requests may take more
 * than before, and answers may tell more.
 */
final class BreakingChanges {
  private static final Set<String> VERBS = Set.of("get", "put", "post", "patch", "delete");
  private static final String REFERENCE = "$ref";
  private static final String PROPERTIES = "properties";

  private final JsonNode released;
  private final JsonNode present;
  private final List<String> found = new ArrayList<>();
  private final Set<String> compared = new HashSet<>();

  private BreakingChanges(JsonNode released, JsonNode present) {
    this.released = released;
    this.present = present;
  }

  /** A sentence for each, with the place where it is. */
  static List<String> between(JsonNode released, JsonNode present) {
    var changes = new BreakingChanges(released, present);
    changes.comparePaths();
    return changes.found;
  }

  private void comparePaths() {
    var now = byForm(present.path("paths"));
    byForm(released.path("paths"))
        .forEach((form, operations) -> {
          if (!now.containsKey(form)) {
            found.add("the path %s is gone".formatted(form));
            return;
          }
          for (var verb : VERBS) {
            if (operations.has(verb)) {
              compareOperation(
                  verb.toUpperCase(Locale.ROOT) + " " + form,
                  operations.path(verb),
                  now.getOrDefault(form, MissingNode.getInstance()).path(verb));
            }
          }
        });
  }

  /** What a variable is called is no part of a path. */
  private static Map<String, JsonNode> byForm(JsonNode paths) {
    return paths
        .propertyStream()
        .collect(
            Collectors.toMap(
                path -> path.getKey().replaceAll("\\{\\w+}", "{}"),
                Map.Entry::getValue,
                (one, _) -> one,
                TreeMap::new));
  }

  private void compareOperation(String place, JsonNode before, JsonNode after) {
    if (after.isMissingNode()) {
      found.add(place + " is gone");
      return;
    }
    compareParameters(place, before, after);
    var body = after.path("requestBody");
    if (body.path("required").asBoolean()
        && !before.path("requestBody").path("required").asBoolean()) {
      found.add(place + " needs a body");
    }
    compareContents(place + ", body", before.path("requestBody"), body, true);
    before
        .path("responses")
        .propertyStream()
        .filter(response -> response.getKey().startsWith("2"))
        .forEach(response -> {
          var status = response.getKey();
          if (!after.path("responses").has(status)) {
            found.add("%s does not answer with %s any more".formatted(place, status));
          }
          compareContents(
              "%s, answer %s".formatted(place, status),
              response.getValue(),
              after.path("responses").path(status),
              false);
        });
  }

  private void compareParameters(String place, JsonNode before, JsonNode after) {
    var known = parameters(before);
    parameters(after)
        .forEach((name, parameter) -> {
          var old = known.getOrDefault(name, MissingNode.getInstance());
          if (parameter.path("required").asBoolean() && !old.path("required").asBoolean()) {
            found.add("%s needs the parameter %s".formatted(place, name));
          }
          if (!old.isMissingNode()) {
            compare(
                "%s, parameter %s".formatted(place, name),
                old.path("schema"),
                parameter.path("schema"),
                true);
          }
        });
    known.keySet().stream()
        .filter(name -> !parameters(after).containsKey(name))
        .forEach(name -> found.add("%s has no parameter %s any more".formatted(place, name)));
  }

  /** Without those of the path, which have a place and no name. */
  private static Map<String, JsonNode> parameters(JsonNode operation) {
    return operation
        .path("parameters")
        .valueStream()
        .filter(parameter -> !parameter.path("in").asText().equals("path"))
        .collect(
            Collectors.toMap(
                parameter -> parameter.path("name").asText(),
                parameter -> parameter,
                (one, _) -> one,
                TreeMap::new));
  }

  private void compareContents(String place, JsonNode before, JsonNode after, boolean request) {
    before
        .path("content")
        .propertyStream()
        .forEach(content -> {
          var type = content.getKey();
          if (!after.path("content").has(type)) {
            found.add("%s is not of type %s any more".formatted(place, type));
          }
          compare(
              place,
              content.getValue().path("schema"),
              after.path("content").path(type).path("schema"),
              request);
        });
  }

  private void compare(String place, JsonNode before, JsonNode after, boolean request) {
    if (before.isMissingNode() || after.isMissingNode()) {
      return;
    }
    if (before.has(REFERENCE) && after.has(REFERENCE)) {
      // Schemas may lead back to themselves, and each has to be told of once.
      var pair = before.path(REFERENCE) + " " + after.path(REFERENCE) + " " + request;
      if (!compared.add(pair)) {
        return;
      }
    }
    compareSchemas(place, resolved(released, before), resolved(present, after), request);
  }

  private static JsonNode resolved(JsonNode document, JsonNode schema) {
    return schema.has(REFERENCE)
        ? document.at(schema.path(REFERENCE).asText().substring(1))
        : schema;
  }

  private void compareSchemas(String place, JsonNode before, JsonNode after, boolean request) {
    for (var word : List.of("type", "format", "pattern")) {
      if (!before.path(word).equals(after.path(word)) && (!request || after.has(word))) {
        found.add(
            "%s: its %s was %s, and is %s"
                .formatted(place, word, before.path(word), after.path(word)));
      }
    }
    if (request) {
      compareLimits(place, before, after);
      compareValues(place, before, after);
    }
    compareRequired(place, before, after, request);
    before
        .path(PROPERTIES)
        .propertyStream()
        .forEach(property -> {
          var name = property.getKey();
          var inner = after.path(PROPERTIES).path(name);
          if (inner.isMissingNode()) {
            found.add("%s: the property %s is gone".formatted(place, name));
          }
          compare(place + "." + name, property.getValue(), inner, request);
        });
    compare(place + "[]", before.path("items"), after.path("items"), request);
    compare(
        place + ".*",
        before.path("additionalProperties"),
        after.path("additionalProperties"),
        request);
    for (int i = 0; i < before.path("oneOf").size(); i++) {
      compare(place, before.path("oneOf").path(i), after.path("oneOf").path(i), request);
    }
  }

  private void compareRequired(String place, JsonNode before, JsonNode after, boolean request) {
    var old = texts(before.path("required"));
    var now = texts(after.path("required"));
    if (request) {
      now.stream()
          .filter(name -> !old.contains(name))
          .forEach(name -> found.add("%s: the property %s is required".formatted(place, name)));
    } else {
      old.stream()
          .filter(name -> !now.contains(name) && after.path(PROPERTIES).has(name))
          .forEach(name -> found.add("%s: the property %s may be missing".formatted(place, name)));
    }
  }

  private void compareValues(String place, JsonNode before, JsonNode after) {
    var now = texts(after.path("enum"));
    if (now.isEmpty()) {
      return;
    }
    if (!before.has("enum")) {
      found.add("%s: it may only be one of %s".formatted(place, now));
    }
    texts(before.path("enum")).stream()
        .filter(value -> !now.contains(value))
        .forEach(value -> found.add("%s: the value %s is gone".formatted(place, value)));
  }

  private void compareLimits(String place, JsonNode before, JsonNode after) {
    for (var word : List.of("maximum", "maxLength")) {
      if (after.has(word) && after.path(word).asLong() < before.path(word).asLong(Long.MAX_VALUE)) {
        found.add("%s: its %s is %s now".formatted(place, word, after.path(word)));
      }
    }
    for (var word : List.of("minimum", "minLength")) {
      if (after.has(word) && after.path(word).asLong() > before.path(word).asLong(Long.MIN_VALUE)) {
        found.add("%s: its %s is %s now".formatted(place, word, after.path(word)));
      }
    }
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
