package io.lasius.connector.destinationpostgres;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.sdk.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a stream's table: four of its own, then one for each field.
 *
 * @param columns those of the fields
 */
record TableSchema(List<Column> columns) {
  static final String RAW_ID = "_airbyte_raw_id";
  static final String EXTRACTED_AT = "_airbyte_extracted_at";
  static final String META = "_airbyte_meta";
  static final String GENERATION_ID = "_airbyte_generation_id";

  /** Where rows wait to be merged: the order in which they came. */
  static final String ORDER = "_lasius_order";

  /** The table's own columns, with their types. */
  static final Map<String, String> OWN = own();

  /** Names that no field's column can have: our own, and those of the database. */
  private static final Set<String> RESERVED =
      Set.of(
          RAW_ID,
          EXTRACTED_AT,
          META,
          GENERATION_ID,
          ORDER,
          "ctid",
          "xmin",
          "xmax",
          "cmin",
          "cmax",
          "tableoid");

  TableSchema {
    columns = List.copyOf(columns);
  }

  /** The columns that the stream's JSON schema asks for. */
  static TableSchema of(CatalogStream stream) throws ConfigException {
    var columns = new LinkedHashMap<String, Column>();
    for (Map.Entry<String, JsonNode> property :
        stream.jsonSchema().path("properties").properties()) {
      String field = property.getKey();
      String name = RESERVED.contains(field) ? Identifiers.digested(field) : Identifiers.of(field);
      Column other = columns.put(name, new Column(field, name, ColumnType.of(property.getValue())));
      if (other != null) {
        throw new ConfigException(
            "the fields '%s' and '%s' of stream %s would share the column '%s': deselect one of them"
                .formatted(other.field(), field, stream.descriptor(), name));
      }
    }
    if (columns.isEmpty()) {
      throw new ConfigException(
          "the schema of stream %s names no field, so its table would have no column: discover the source again, or deselect the stream"
              .formatted(stream.descriptor()));
    }
    return new TableSchema(List.copyOf(columns.values()));
  }

  /** The column of a field. */
  Optional<Column> column(String field) {
    return columns.stream().filter(column -> column.field().equals(field)).findFirst();
  }

  /** All names for SQL: first our own, then those of the fields. */
  String names() {
    return Stream.concat(
            OWN.keySet().stream().map(Identifiers::quote), columns.stream().map(Column::sql))
        .collect(Collectors.joining(", "));
  }

  /** All names and types for SQL, in the order of {@link #names()}. */
  List<String> definitions() {
    var definitions = new ArrayList<String>();
    OWN.forEach((name, type) -> {
      String nullable = name.equals(GENERATION_ID) ? "" : " NOT NULL";
      definitions.add(Identifiers.quote(name) + " " + type + nullable);
    });
    columns.forEach(column -> definitions.add(column.sql() + " " + column.type().sql()));
    return definitions;
  }

  private static Map<String, String> own() {
    var own = new LinkedHashMap<String, String>();
    own.put(RAW_ID, "character varying");
    own.put(EXTRACTED_AT, "timestamp with time zone");
    own.put(META, "jsonb");
    own.put(GENERATION_ID, "bigint");
    return own;
  }
}
