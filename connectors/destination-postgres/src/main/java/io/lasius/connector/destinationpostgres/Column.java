package io.lasius.connector.destinationpostgres;

/**
 * A column for a field of the stream's records.
 *
 * @param field the field's name
 * @param name the column's, without quotes
 */
record Column(String field, String name, ColumnType type) {
  /** As it stands in SQL. */
  String sql() {
    return Identifiers.quote(name);
  }

  Column withType(ColumnType other) {
    return new Column(field, name, other);
  }
}
