package io.lasius.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The fields that a stream's JSON Schema tells of. */
final class SchemaFields {
  /** Stands in a path for the entries of an array. */
  private static final String ITEMS = "items";

  private static final List<String> CHOICES = List.of("oneOf", "anyOf", "allOf");

  private SchemaFields() {}

  /**
   * The type of each field by its path: each field before those inside it, nothing inside a choice
   * of schemas. Whether a field may be null, and what is meant for readers, is no part of a type.
   */
  static Map<List<String>, String> of(JsonNode schema) {
    var fields = new LinkedHashMap<List<String>, String>();
    collect(schema, List.of(), fields);
    return fields;
  }

  private static void collect(
      JsonNode schema, List<String> path, Map<List<String>, String> fields) {
    for (var property : schema.path("properties").properties()) {
      add(property.getValue(), inside(path, property.getKey()), fields);
    }
    var items = schema.path(ITEMS);
    var inItems = inside(path, ITEMS);
    // A property of that name is the field that has the path.
    if (items.isObject() && !fields.containsKey(inItems)) {
      add(items, inItems, fields);
    }
  }

  private static void add(JsonNode schema, List<String> path, Map<List<String>, String> fields) {
    fields.put(path, type(schema));
    collect(schema, path, fields);
  }

  private static List<String> inside(List<String> path, String name) {
    var inner = new ArrayList<>(path);
    inner.add(name);
    return List.copyOf(inner);
  }

  /** For example {@code integer}, {@code string (date-time)} or {@code array|string}. */
  private static String type(JsonNode schema) {
    var parts = new ArrayList<String>();
    for (var key : List.of("format", "airbyte_type", "$ref")) {
      if (schema.path(key).isTextual()) {
        parts.add(schema.path(key).textValue());
      }
    }
    for (var choice : CHOICES) {
      if (schema.has(choice)) {
        parts.add(choice + " " + Json.write(schema.path(choice)));
      }
    }
    var types = types(schema.path("type"));
    return parts.isEmpty() ? types : "%s (%s)".formatted(types, String.join(", ", parts));
  }

  private static String types(JsonNode type) {
    var names = new TreeSet<String>();
    if (type.isTextual()) {
      names.add(type.textValue());
    }
    type.forEach(one -> names.add(one.asText()));
    names.remove("null");
    return names.isEmpty() ? "any" : String.join("|", names);
  }
}
