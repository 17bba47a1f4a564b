package io.lasius.connector.destinationpostgres;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types of columns that values of JSON go to. */
enum ColumnType {
  BIGINT("bigint"),
  NUMERIC("numeric"),
  BOOLEAN("boolean"),
  TEXT("text"),
  DATE("date"),
  TIME("time without time zone"),
  TIME_WITH_ZONE("time with time zone"),
  TIMESTAMP("timestamp without time zone"),
  TIMESTAMP_WITH_ZONE("timestamp with time zone"),
  JSONB("jsonb");

  /** Length or precision, as in {@code numeric(38,9)}. */
  private static final Pattern LIMIT = Pattern.compile("\\(\\d+(,-?\\d+)?\\)");

  private final String sql;

  ColumnType(String sql) {
    this.sql = sql;
  }

  /** The database's own name of it. */
  String sql() {
    return sql;
  }

  /** The type for values of a property; what can be of several types is kept as JSON. */
  static ColumnType of(JsonNode schema) {
    Set<ColumnType> possible = possible(schema);
    if (possible.equals(EnumSet.of(BIGINT, NUMERIC))) {
      return NUMERIC;
    }
    return possible.size() == 1 ? possible.iterator().next() : JSONB;
  }

  /** The type that a column has, whatever its limit; null for one that we do not write. */
  static @Nullable ColumnType ofDatabase(String name) {
    String bare = LIMIT.matcher(name).replaceFirst("");
    for (ColumnType type : values()) {
      if (type.sql.equals(bare)) {
        return type;
      }
    }
    return switch (bare) {
      case "character varying" -> TEXT;
      case "integer", "smallint" -> BIGINT;
      default -> null;
    };
  }

  /** Whether a column takes less than its type does. */
  static boolean hasLimit(String name) {
    return LIMIT.matcher(name).find() || name.equals("integer") || name.equals("smallint");
  }

  /** The type that holds the values of both, where one of the two does. */
  Optional<ColumnType> widenedBy(ColumnType other) {
    if (holds(other)) {
      return Optional.of(this);
    }
    return other.holds(this) ? Optional.of(other) : Optional.empty();
  }

  /** What makes a value of this type out of a column's; the session's time zone is UTC. */
  String conversionOf(String column) {
    return switch (this) {
      case TEXT -> "to_jsonb(%s) #>> '{}'".formatted(column);
      case JSONB -> "to_jsonb(%s)".formatted(column);
      case BIGINT, NUMERIC, BOOLEAN, DATE, TIME, TIME_WITH_ZONE, TIMESTAMP, TIMESTAMP_WITH_ZONE ->
          "%s::%s".formatted(column, sql);
    };
  }

  private boolean holds(ColumnType other) {
    return other == this
        || switch (this) {
          case TEXT, JSONB -> true;
          case NUMERIC -> other == BIGINT;
          case TIME_WITH_ZONE -> other == TIME;
          case TIMESTAMP -> other == DATE;
          case TIMESTAMP_WITH_ZONE -> other == TIMESTAMP || other == DATE;
          case BIGINT, BOOLEAN, DATE, TIME -> false;
        };
  }

  private static Set<ColumnType> possible(JsonNode schema) {
    var possible = EnumSet.noneOf(ColumnType.class);
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      add(possible, type.asText(), schema);
    } else if (type.isArray()) {
      type.forEach(each -> add(possible, each.asText(), schema));
    } else if (schema.path("oneOf").isArray()) {
      schema.path("oneOf").forEach(each -> possible.addAll(possible(each)));
    } else if (schema.path("anyOf").isArray()) {
      schema.path("anyOf").forEach(each -> possible.addAll(possible(each)));
    } else {
      possible.add(JSONB);
    }
    return possible;
  }

  private static void add(Set<ColumnType> possible, String type, JsonNode schema) {
    String special = schema.path("airbyte_type").asText();
    switch (type) {
      case "null" -> {}
      case "integer" -> possible.add(special.equals("big_integer") ? NUMERIC : BIGINT);
      case "number" -> possible.add(special.equals("integer") ? BIGINT : NUMERIC);
      case "boolean" -> possible.add(BOOLEAN);
      case "string" -> possible.add(ofText(schema.path("format").asText(), special));
      default -> possible.add(JSONB);
    }
  }

  private static ColumnType ofText(String format, String special) {
    return switch (special) {
      case "big_integer", "big_number" -> NUMERIC;
      case "time_without_timezone" -> TIME;
      case "time_with_timezone" -> TIME_WITH_ZONE;
      case "timestamp_without_timezone" -> TIMESTAMP;
      case "timestamp_with_timezone" -> TIMESTAMP_WITH_ZONE;
      default ->
          switch (format) {
            case "date" -> DATE;
            case "time" -> TIME_WITH_ZONE;
            case "date-time" -> TIMESTAMP_WITH_ZONE;
            default -> TEXT;
          };
    };
  }
}
