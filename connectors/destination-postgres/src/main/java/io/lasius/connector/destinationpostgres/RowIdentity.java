package io.lasius.connector.destinationpostgres;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.sdk.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * By what rows of a stream are told apart, and which of two with the same key is the later one.
 *
 * @param key at least one column
 * @param cursor null where time alone decides
 * @param deletedAt set in a record that removes the row; null where the stream has no such field
 */
record RowIdentity(List<Column> key, @Nullable Column cursor, @Nullable Column deletedAt) {
  private static final String DELETED_AT = "_ab_cdc_deleted_at";

  RowIdentity {
    key = List.copyOf(key);
  }

  /**
   * As the catalog has it.
   *
   * @param schema the columns as they are in the table
   */
  static RowIdentity of(ConfiguredStream stream, TableSchema schema) throws ConfigException {
    List<List<String>> paths = stream.primaryKey();
    if (paths == null || paths.isEmpty()) {
      throw new ConfigException(
          "stream %s is to be deduplicated and has no primary key: choose one, or another mode"
              .formatted(stream.descriptor()));
    }
    var key = new ArrayList<Column>();
    for (List<String> path : paths) {
      key.add(column(stream, "primary key", path, schema));
    }
    return new RowIdentity(key, cursor(stream, schema), schema.column(DELETED_AT).orElse(null));
  }

  private static @Nullable Column cursor(ConfiguredStream stream, TableSchema schema)
      throws ConfigException {
    List<String> path = stream.cursorField();
    if (path == null || path.isEmpty()) {
      return null;
    }
    boolean isColumn = path.size() == 1 && schema.column(path.getFirst()).isPresent();
    // Nobody can choose another one then, and such a source reads in the order of its cursor.
    return !isColumn && stream.stream().definesCursor()
        ? null
        : column(stream, "cursor", path, schema);
  }

  private static Column column(
      ConfiguredStream stream, String what, List<String> path, TableSchema schema)
      throws ConfigException {
    if (path.size() != 1) {
      throw new ConfigException(
          "the %s of stream %s has the nested field %s: only fields at the top of a record can be used"
              .formatted(what, stream.descriptor(), path));
    }
    String field = path.getFirst();
    return schema
        .column(field)
        .orElseThrow(() ->
            new ConfigException(
                "the %s of stream %s has the field '%s', which the stream's schema does not know"
                    .formatted(what, stream.descriptor(), field)));
  }

  /** The key's columns for SQL. */
  String keyNames() {
    return key.stream().map(Column::sql).collect(Collectors.joining(", "));
  }

  /** SQL that orders rows of the same key: the latest first. */
  String latestFirst() {
    String time = Identifiers.quote(TableSchema.EXTRACTED_AT) + " DESC";
    return cursor == null ? time : "%s DESC NULLS LAST, %s".formatted(comparable(cursor, ""), time);
  }

  /** SQL that holds where row {@code t} is later than row {@code s} of the same key. */
  String isLater(String t, String s) {
    String time = Identifiers.quote(TableSchema.EXTRACTED_AT);
    String byTime = "%s.%s > %s.%s".formatted(t, time, s, time);
    if (cursor == null) {
      return byTime;
    }
    String one = comparable(cursor, t + ".");
    String other = comparable(cursor, s + ".");
    return "(%1$s > %2$s OR (%1$s IS NOT NULL AND %2$s IS NULL) OR (%1$s IS NOT DISTINCT FROM %2$s AND %3$s))"
        .formatted(one, other, byTime);
  }

  /** SQL that holds where both rows have the same key. */
  String isSame(String t, String s, String operator) {
    return key.stream()
        .map(column -> "%s.%s %s %s.%s".formatted(t, column.sql(), operator, s, column.sql()))
        .collect(Collectors.joining(" AND "));
  }

  /** SQL that holds where a part of the row's key is null. */
  String isPartial(String s) {
    return key.stream()
        .map(column -> "%s.%s IS NULL".formatted(s, column.sql()))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** Texts by their bytes, as programs compare them, not as people do. */
  private static String comparable(Column column, String prefix) {
    String collation = column.type() == ColumnType.TEXT ? " COLLATE \"C\"" : "";
    return prefix + column.sql() + collation;
  }
}
