package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a column holds. */
enum ValueType {
  INTEGER("integer", null, null),
  NUMBER("number", null, null),
  BOOLEAN("boolean", null, null),
  DATE("string", "date", null),
  TIMESTAMP_WITH_TIMEZONE("string", "date-time", "timestamp_with_timezone"),
  TIMESTAMP_WITHOUT_TIMEZONE("string", "date-time", "timestamp_without_timezone"),
  STRING("string", null, null),
  OBJECT("object", null, null),
  ARRAY("array", null, null),
  /** Values of several types. */
  ANY(null, null, null);

  private static final Set<String> FORMATS = Set.of("date", "date-time");

  private final @Nullable String type;
  private final @Nullable String format;
  private final @Nullable String airbyteType;

  ValueType(@Nullable String type, @Nullable String format, @Nullable String airbyteType) {
    this.type = type;
    this.format = format;
    this.airbyteType = airbyteType;
  }

  /** The type of a column in which both appear. */
  ValueType or(ValueType other, ValueType mixed) {
    if (this == other) {
      return this;
    }
    return isNumeric() && other.isNumeric() ? NUMBER : mixed;
  }

  private boolean isNumeric() {
    return this == INTEGER || this == NUMBER;
  }

  /** The JSON Schema of a column; any value may be null. */
  ObjectNode schema() {
    ObjectNode schema = Json.mapper().createObjectNode();
    var types = schema.putArray("type").add("null");
    if (type == null) {
      types.add("boolean").add("number").add("string").add("array").add("object");
    } else {
      types.add(type);
    }
    if (format != null) {
      schema.put("format", format);
    }
    if (airbyteType != null) {
      schema.put("airbyte_type", airbyteType);
    }
    return schema;
  }

  /** What a JSON Schema asks of a column; {@link #ANY} where it is none of ours. */
  static ValueType of(JsonNode schema) {
    var types = new HashSet<String>();
    if (schema.path("type").isTextual()) {
      types.add(schema.path("type").textValue());
    }
    schema.path("type").forEach(each -> types.add(each.asText()));
    types.remove("null");
    if (types.size() != 1) {
      return ANY;
    }
    String only = types.iterator().next();
    String wanted =
        FORMATS.contains(schema.path("format").asText()) ? text(schema, "format") : null;
    String airbyte = "date-time".equals(wanted) ? text(schema, "airbyte_type") : null;
    return Arrays.stream(values())
        .filter(each -> only.equals(each.type) && Objects.equals(wanted, each.format))
        .filter(each -> airbyte == null || airbyte.equals(each.airbyteType))
        .findFirst()
        .orElse(ANY);
  }

  private static @Nullable String text(JsonNode schema, String property) {
    return schema.path(property).textValue();
  }

  /** As a person says it, with its article. */
  String describe() {
    return switch (this) {
      case INTEGER -> "an integer of 64 bits";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case DATE -> "a date (YYYY-MM-DD)";
      case TIMESTAMP_WITH_TIMEZONE -> "a timestamp with a time zone";
      case TIMESTAMP_WITHOUT_TIMEZONE -> "a timestamp without a time zone";
      case STRING -> "a text";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case ANY -> "a value";
    };
  }
}
