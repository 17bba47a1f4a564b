package io.lasius.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How the type of a field reads. */
final class SchemaTypes {
  private SchemaTypes() {}

  /** As in: string, integer or string, array of string; null is left out. */
  static String of(JsonNode schema) {
    var types = new ArrayList<String>();
    var declared = schema.path("type");
    for (var type : declared.isArray() ? declared : List.of(declared)) {
      if (!type.asText().equals("null") && !type.asText().isEmpty()) {
        types.add(type.asText());
      }
    }
    if (types.isEmpty()) {
      return schema.has("oneOf") || schema.has("anyOf") ? "one of" : "any";
    }
    var text = String.join(" or ", types);
    var items = schema.path("items").path("type");
    return text.equals("array") && items.isTextual() ? "array of " + items.asText() : text;
  }
}
