package io.lasius.server.secret;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A place in a configuration, with all schemas that may apply there. */
final class SchemaPlace {
  /** A way down. */
  sealed interface Step {
    record Property(String name) implements Step {}

    /** Properties that no name or pattern of the schema fits. */
    record Others() implements Step {}

    record Items() implements Step {}
  }

  private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf");
  private static final List<String> BRANCHES = List.of("if", "then", "else");

  private final JsonNode document;
  private final Set<JsonNode> schemas = Collections.newSetFromMap(new IdentityHashMap<>());

  private SchemaPlace(JsonNode document) {
    this.document = document;
  }

  static SchemaPlace root(JsonNode document) {
    var place = new SchemaPlace(document);
    place.add(document);
    return place;
  }

  boolean isSecret() {
    return schemas.stream().anyMatch(schema -> schema.path("airbyte_secret").asBoolean());
  }

  boolean hasTheSchemasOf(SchemaPlace other) {
    return schemas.equals(other.schemas);
  }

  SchemaPlace at(Step step) {
    return switch (step) {
      case Step.Property(String name) -> property(name);
      case Step.Items _ -> items();
      case Step.Others _ -> others();
    };
  }

  SchemaPlace property(String name) {
    var place = new SchemaPlace(document);
    for (JsonNode schema : schemas) {
      JsonNode named = schema.path("properties").path(name);
      place.add(named);
      boolean known = !named.isMissingNode();
      for (var pattern : schema.path("patternProperties").properties()) {
        if (fits(pattern.getKey(), name)) {
          place.add(pattern.getValue());
          known = true;
        }
      }
      if (!known) {
        place.add(schema.path("additionalProperties"));
      }
    }
    return place;
  }

  SchemaPlace items() {
    var place = new SchemaPlace(document);
    for (JsonNode schema : schemas) {
      JsonNode items = schema.path("items");
      if (items.isArray()) {
        items.forEach(place::add);
      } else {
        place.add(items);
      }
      place.add(schema.path("additionalItems"));
      place.add(schema.path("contains"));
    }
    return place;
  }

  private SchemaPlace others() {
    var place = new SchemaPlace(document);
    for (JsonNode schema : schemas) {
      place.add(schema.path("additionalProperties"));
      schema.path("patternProperties").forEach(place::add);
    }
    return place;
  }

  /** The ways down that lead to a schema. */
  List<Step> steps() {
    var steps = new LinkedHashSet<Step>();
    for (JsonNode schema : schemas) {
      schema
          .path("properties")
          .fieldNames()
          .forEachRemaining(name -> steps.add(new Step.Property(name)));
    }
    var all = new ArrayList<>(steps);
    if (!others().schemas.isEmpty()) {
      all.add(new Step.Others());
    }
    if (!items().schemas.isEmpty()) {
      all.add(new Step.Items());
    }
    return all;
  }

  /** Adds a schema and all that apply at the same place because of it. */
  private void add(JsonNode schema) {
    if (!schema.isObject() || !schemas.add(schema)) {
      return;
    }
    JsonNode reference = schema.path("$ref");
    if (reference.isTextual()) {
      add(target(reference.textValue()));
    }
    LISTS.forEach(keyword -> schema.path(keyword).forEach(this::add));
    BRANCHES.forEach(keyword -> add(schema.path(keyword)));
    schema.path("dependencies").forEach(this::add);
  }

  private JsonNode target(String reference) {
    int fragment = reference.indexOf('#');
    String pointer = fragment < 0 ? "" : reference.substring(fragment + 1);
    if (!pointer.startsWith("/")) {
      return document;
    }
    try {
      return document.at(
          JsonPointer.compile(
              URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException _) {
      return document.path("");
    }
  }

  /** In doubt it fits: what is a secret by a pattern that cannot be read stays one. */
  private static boolean fits(String pattern, String name) {
    try {
      return Pattern.compile(pattern).matcher(name).find();
    } catch (PatternSyntaxException _) {
      return true;
    }
  }
}
