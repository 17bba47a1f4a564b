package io.lasius.replication.mapper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of a record's data, whose fields change. All else in it stays. */
final class FieldSchema {
  private static final String PROPERTIES = "properties";
  private static final String REQUIRED = "required";
  private static final List<String> CHOICES = List.of("anyOf", "oneOf", "allOf");

  private final ObjectNode schema;

  FieldSchema(ObjectNode schema) {
    this.schema = schema.deepCopy();
  }

  ObjectNode json() {
    return schema;
  }

  boolean has(String field) {
    return schema.path(PROPERTIES).has(field);
  }

  /** The names of the fields at the top. */
  Set<String> names() {
    var names = new HashSet<String>();
    schema.path(PROPERTIES).fieldNames().forEachRemaining(names::add);
    return names;
  }

  void remove(String field) {
    keep(schema, names -> names.remove(field));
  }

  private interface Change {
    void apply(Set<String> names);
  }

  private static void keep(ObjectNode owner, Change change) {
    var names = new HashSet<String>();
    owner.path(PROPERTIES).fieldNames().forEachRemaining(names::add);
    change.apply(names);
    retain(owner, names);
  }

  private static void retain(ObjectNode owner, Set<String> names) {
    if (owner.get(PROPERTIES) instanceof ObjectNode properties) {
      properties.retain(names);
    }
    if (owner.get(REQUIRED) instanceof ArrayNode required) {
      var left = Json.mapper().createArrayNode();
      required.forEach(name -> {
        if (names.contains(name.asText())) {
          left.add(name);
        }
      });
      replaceRequired(owner, left);
    }
  }

  /** Draft-04 allows no empty list there. */
  private static void replaceRequired(ObjectNode owner, ArrayNode required) {
    if (required.isEmpty()) {
      owner.remove(REQUIRED);
    } else {
      owner.set(REQUIRED, required);
    }
  }

  /** Puts a field under another name, at its place. */
  void rename(String field, String newName) {
    replace(field, newName, null);
  }

  /** Puts a field under another name, at its place, as a string. */
  void retype(String field, String newName) {
    var type = Json.mapper().createObjectNode();
    JsonNode before = schema.path(PROPERTIES).path(field).path("type");
    if (before.isTextual() && !before.textValue().equals("null")) {
      type.put("type", "string");
    } else {
      type.putArray("type").add("null").add("string");
    }
    replace(field, newName, type);
  }

  private void replace(String field, String newName, @Nullable ObjectNode type) {
    ObjectNode properties = (ObjectNode) schema.path(PROPERTIES);
    var members = new ArrayList<>(properties.properties());
    var renamed = Json.mapper().createObjectNode();
    for (var member : members) {
      if (member.getKey().equals(field)) {
        renamed.set(newName, type == null ? member.getValue() : type);
      } else {
        renamed.set(member.getKey(), member.getValue());
      }
    }
    schema.set(PROPERTIES, renamed);
    if (schema.get(REQUIRED) instanceof ArrayNode required) {
      var names = Json.mapper().createArrayNode();
      required.forEach(name -> names.add(name.asText().equals(field) ? newName : name.asText()));
      schema.set(REQUIRED, names);
    }
  }

  /**
   * Leaves what is selected.
   *
   * @return the path of a selected field that is not there; empty if all are
   */
  List<String> select(FieldTree selected) {
    for (var field : selected.fields().entrySet()) {
      List<String> missing = missing(schema, field.getKey(), field.getValue());
      if (!missing.isEmpty()) {
        return missing;
      }
    }
    reduce(schema, selected);
    return List.of();
  }

  /** The schemas of the objects that a value may be, or that its items may be. */
  private static List<ObjectNode> objects(JsonNode schema) {
    var found = new ArrayList<ObjectNode>();
    if (schema instanceof ObjectNode object) {
      if (object.has(PROPERTIES)) {
        found.add(object);
      }
      found.addAll(objects(object.path("items")));
      for (String choice : CHOICES) {
        object.path(choice).forEach(one -> found.addAll(objects(one)));
      }
    }
    return found;
  }

  private static List<String> missing(ObjectNode owner, String name, FieldTree selected) {
    JsonNode field = owner.path(PROPERTIES).path(name);
    if (field.isMissingNode()) {
      return List.of(name);
    }
    if (selected.isWhole()) {
      return List.of();
    }
    List<ObjectNode> objects = objects(field);
    for (var inner : selected.fields().entrySet()) {
      List<String> best = List.of(inner.getKey());
      for (ObjectNode object : objects) {
        List<String> missing = missing(object, inner.getKey(), inner.getValue());
        best = missing.isEmpty() || missing.size() > best.size() ? missing : best;
        if (best.isEmpty()) {
          break;
        }
      }
      if (!best.isEmpty()) {
        var path = new ArrayList<String>(List.of(name));
        path.addAll(best);
        return path;
      }
    }
    return List.of();
  }

  private static void reduce(ObjectNode owner, FieldTree selected) {
    retain(owner, selected.fields().keySet());
    for (var field : selected.fields().entrySet()) {
      if (!field.getValue().isWhole()) {
        for (ObjectNode object : objects(owner.path(PROPERTIES).path(field.getKey()))) {
          reduce(object, field.getValue());
        }
      }
    }
  }
}
