package io.lasius.connector.destinationpostgres;

import io.lasius.protocol.catalog.StreamDescriptor;

/**
 * A table and its schema, as the database names them.
 *
 * @param schema without quotes
 * @param name without quotes
 */
record TableName(String schema, String name) {
  /** The table of a stream. */
  static TableName of(StreamDescriptor stream, String defaultSchema) {
    String namespace = stream.namespace();
    String schema = namespace == null || namespace.isEmpty() ? defaultSchema : namespace;
    return new TableName(Identifiers.ofSchema(schema), Identifiers.of(stream.name()));
  }

  /** The table that grows until it takes this one's place. */
  TableName replacement() {
    return new TableName(schema, Identifiers.digested(name + "_new", "replacement of " + name));
  }

  /** The index on the key, which no other table of the schema has. */
  String keyIndex() {
    return Identifiers.digested(name + "_key", "key of " + name);
  }

  /** As it stands in SQL. */
  String sql() {
    return Identifiers.quote(schema) + "." + Identifiers.quote(name);
  }

  /** For people. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
