package io.lasius.protocol.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A schema as it came, made one that a validator takes: what means nothing is left out, and what
 * cannot be is refused with its place. Only places where a schema stands are looked at: a property
 * may be named {@code $ref} or {@code required}.
 */
final class SchemaDocument {
  /** Deepest nesting; the validator goes down by recursion. */
  private static final int MAX_DEPTH = 256;

  private static final Set<String> TYPES =
      Set.of("array", "boolean", "integer", "null", "number", "object", "string");
  private static final List<String> ONE =
      List.of(
          "additionalItems",
          "additionalProperties",
          "contains",
          "else",
          "if",
          "items",
          "not",
          "propertyNames",
          "then");
  private static final List<String> SEVERAL = List.of("allOf", "anyOf", "items", "oneOf");
  private static final List<String> NAMED =
      List.of("$defs", "definitions", "dependencies", "patternProperties", "properties");
  private static final List<String> LIMITS =
      List.of(
          "exclusiveMaximum",
          "exclusiveMinimum",
          "maxItems",
          "maxLength",
          "maxProperties",
          "maximum",
          "minItems",
          "minLength",
          "minProperties",
          "minimum",
          "multipleOf");

  private record Place(JsonNode schema, String path) {
    Place at(JsonNode child, String step) {
      return new Place(child, path + '/' + step.replace("~", "~0").replace("/", "~1"));
    }

    MalformedSchemaException malformed(String problem) {
      return new MalformedSchemaException(path, problem, null);
    }
  }

  private final ObjectNode root;
  private final String id;
  private final Deque<Place> pending = new ArrayDeque<>();
  private final Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private SchemaDocument(ObjectNode root) {
    this.root = root;
    this.id = root.path("$id").asText("");
  }

  /** A copy that the validator takes. */
  static ObjectNode usable(ObjectNode schema) {
    checkDepth(schema);
    var document = new SchemaDocument(schema.deepCopy());
    document.pending.add(new Place(document.root, ""));
    while (!document.pending.isEmpty()) {
      document.visit(document.pending.pop());
    }
    return document.root;
  }

  private static void checkDepth(ObjectNode schema) {
    List<JsonNode> level = List.of(schema);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > MAX_DEPTH) {
        throw new MalformedSchemaException(
            "", "it is nested deeper than %d levels".formatted(MAX_DEPTH), null);
      }
      List<JsonNode> below = new ArrayList<>();
      level.forEach(node -> node.forEach(below::add));
      level = below;
    }
  }

  private void visit(Place place) {
    if (place.schema().isBoolean() || !seen.add(place.schema())) {
      return;
    }
    if (!(place.schema() instanceof ObjectNode schema)) {
      throw place.malformed("a schema must be an object or a boolean");
    }
    dropWhatMeansNothing(schema);
    checkType(schema, place);
    if (schema.has("$ref")) {
      followReference(schema, place);
    }
    pushChildren(schema, place);
  }

  private void dropWhatMeansNothing(ObjectNode schema) {
    schema.remove("$schema");
    if (!schema.path("$id").asText("").startsWith("#")) {
      schema.remove("$id");
    }
    if (!schema.path("required").isArray()) {
      schema.remove("required");
    }
    if (!schema.path("enum").isArray()) {
      schema.remove("enum");
    }
    LIMITS.forEach(limit -> {
      if (!schema.path(limit).isNumber()) {
        schema.remove(limit);
      }
    });
    JsonNode pattern = schema.path("pattern");
    if (!pattern.isTextual()) {
      schema.remove("pattern");
    }
    dropUnknownPatterns(schema);
  }

  private static void dropUnknownPatterns(ObjectNode schema) {
    if (schema.get("patternProperties") instanceof ObjectNode patterns) {
      for (Iterator<String> names = patterns.fieldNames(); names.hasNext(); ) {
        if (EcmaPattern.compile(names.next()).isEmpty()) {
          names.remove();
          // Nobody can tell which properties the lost pattern would have allowed.
          schema.remove("additionalProperties");
        }
      }
    }
  }

  private static void checkType(ObjectNode schema, Place place) {
    JsonNode type = schema.path("type");
    if (type.isMissingNode()) {
      return;
    }
    for (JsonNode one : type.isArray() ? type : List.of(type)) {
      if (!TYPES.contains(one.asText(""))) {
        throw place
            .at(type, "type")
            .malformed("\"%s\" is no type of JSON".formatted(one.asText("")));
      }
    }
  }

  private void followReference(ObjectNode schema, Place place) {
    Place at = place.at(schema.path("$ref"), "$ref");
    if (!at.schema().isTextual()) {
      throw at.malformed("a reference must be a string");
    }
    String reference = at.schema().asText();
    if (!id.isEmpty() && reference.startsWith(id)) {
      reference = "#" + reference.substring(id.length()).replaceFirst("^#", "");
      schema.put("$ref", reference);
    }
    if (!reference.startsWith("#")) {
      throw at.malformed(
          "\"%s\" refers to another document, and none is ever fetched; put what it refers to into this one"
              .formatted(reference));
    }
    if (reference.equals("#") || reference.startsWith("#/")) {
      pending.add(new Place(target(reference, at), reference.substring(1)));
    }
  }

  private JsonNode target(String reference, Place at) {
    String pointer =
        URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    JsonNode target = root.at(JsonPointer.compile(pointer));
    if (target.isMissingNode()) {
      throw at.malformed("\"%s\" refers to nothing in this schema".formatted(reference));
    }
    return target;
  }

  private void pushChildren(ObjectNode schema, Place place) {
    for (String keyword : ONE) {
      JsonNode child = schema.path(keyword);
      if (!child.isMissingNode() && !(child.isArray() && SEVERAL.contains(keyword))) {
        pending.add(place.at(child, keyword));
      }
    }
    for (String keyword : SEVERAL) {
      if (schema.get(keyword) instanceof ArrayNode children) {
        for (int i = 0; i < children.size(); i++) {
          pending.add(place.at(children, keyword).at(children.get(i), Integer.toString(i)));
        }
      } else if (schema.has(keyword) && !ONE.contains(keyword)) {
        throw place.at(schema, keyword).malformed("it must be a list of schemas");
      }
    }
    NAMED.forEach(keyword -> pushNamed(schema, place, keyword));
  }

  private void pushNamed(ObjectNode schema, Place place, String keyword) {
    JsonNode children = schema.path(keyword);
    Place at = place.at(children, keyword);
    if (!children.isMissingNode() && !children.isObject()) {
      throw at.malformed("it must be an object of named schemas");
    }
    for (var child : children.properties()) {
      if (!(keyword.equals("dependencies") && child.getValue().isArray())) {
        pending.add(at.at(child.getValue(), child.getKey()));
      }
    }
  }
}
