package io.lasius.connector.destinationpostgres;

import io.lasius.sdk.ConfigException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of a database: what is there, and making it what a stream needs. Commits nothing. */
final class Tables {
  private static final String COLUMNS =
      """
      SELECT a.attname, format_type(a.atttypid, a.atttypmod)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;
  private static final String INDEX_COLUMNS =
      """
      SELECT a.attname
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_index i ON i.indexrelid = c.oid
      WHERE n.nspname = ? AND c.relname = ? AND i.indisvalid
      ORDER BY a.attnum
      """;

  private final Connection connection;

  Tables(Connection connection) {
    this.connection = connection;
  }

  /** Makes the schema, where there is none. */
  void createSchema(String schema) throws SQLException {
    // Asked first: without the right to make schemas even IF NOT EXISTS is refused.
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_namespace WHERE nspname = ?")) {
      query.setString(1, schema);
      try (ResultSet found = query.executeQuery()) {
        if (found.next()) {
          return;
        }
      }
    }
    execute("CREATE SCHEMA " + Identifiers.quote(schema));
  }

  boolean exists(TableName table) throws SQLException {
    return !columns(table).isEmpty();
  }

  /**
   * Makes the table, or makes it fit for the stream's values: columns that it lacks are added,
   * those that are too narrow are widened, all others stay.
   *
   * @return the columns as they are in the table now; one may be wider than asked for
   * @throws ConfigException where the table is none of ours, or a column's type is of another kind
   */
  TableSchema prepare(TableName table, TableSchema wanted) throws SQLException, ConfigException {
    Map<String, String> there = columns(table);
    if (there.isEmpty()) {
      execute(
          "CREATE TABLE %s (%s)".formatted(table.sql(), String.join(", ", wanted.definitions())));
      return wanted;
    }
    requireOurs(table, there);
    var changes = new ArrayList<String>();
    TableSchema.OWN.forEach((name, type) -> {
      if (!there.containsKey(name)) {
        changes.add("ADD COLUMN %s %s".formatted(Identifiers.quote(name), type));
      }
    });
    var actual = new ArrayList<Column>();
    for (Column column : wanted.columns()) {
      actual.add(prepare(table, column, there.get(column.name()), changes));
    }
    if (!changes.isEmpty()) {
      execute("ALTER TABLE %s %s".formatted(table.sql(), String.join(", ", changes)));
    }
    return new TableSchema(actual);
  }

  /** Refuses a table that this destination did not make, so that none is replaced. */
  void requireOurs(TableName table) throws SQLException, ConfigException {
    requireOurs(table, columns(table));
  }

  private static void requireOurs(TableName table, Map<String, String> columns)
      throws ConfigException {
    if (!columns.isEmpty() && !columns.containsKey(TableSchema.RAW_ID)) {
      throw new ConfigException(
          "%s is there already and has no column %s, so it is not ours to write to: choose another schema, or a prefix for the streams"
              .formatted(table, TableSchema.RAW_ID));
    }
  }

  private static Column prepare(
      TableName table, Column wanted, @Nullable String present, List<String> changes)
      throws ConfigException {
    if (present == null) {
      changes.add("ADD COLUMN %s %s".formatted(wanted.sql(), wanted.type().sql()));
      return wanted;
    }
    ColumnType type = ColumnType.ofDatabase(present);
    ColumnType wide = type == null ? null : type.widenedBy(wanted.type()).orElse(null);
    if (wide == null) {
      throw new ConfigException(
          "column %s of %s is of type %s, which does not take the %s that the stream's schema now asks for: change the column's type, or refresh the stream and remove its old data"
              .formatted(wanted.sql(), table, present, wanted.type().sql()));
    }
    if (wide != type || ColumnType.hasLimit(present)) {
      changes.add(
          "ALTER COLUMN %s TYPE %s USING %s"
              .formatted(wanted.sql(), wide.sql(), wide.conversionOf(wanted.sql())));
    }
    return wanted.withType(wide);
  }

  /** The tag of the rows of a table that one job wrote; empty where it has no row. */
  Optional<GenerationTag> tag(TableName table) throws SQLException {
    String query =
        "SELECT %1$s, CASE WHEN jsonb_typeof(%2$s->'sync_id') = 'number' THEN (%2$s->>'sync_id')::bigint END FROM %3$s LIMIT 1"
            .formatted(
                Identifiers.quote(TableSchema.GENERATION_ID),
                Identifiers.quote(TableSchema.META),
                table.sql());
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (!row.next()) {
        return Optional.empty();
      }
      return Optional.of(new GenerationTag(row.getLong(1), row.getObject(2, Long.class)));
    }
  }

  /**
   * Holds off every other writer of ours until the end of the transaction. A lock of the table
   * itself would hold off the database's own cleaning, too.
   */
  void lock(TableName table) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      query.setString(1, "lasius " + table.sql());
      query.execute();
    }
  }

  void drop(TableName table) throws SQLException {
    execute("DROP TABLE IF EXISTS " + table.sql());
  }

  /** The columns of the table's index on its key; empty where there is none that holds. */
  List<String> keyIndex(TableName table) throws SQLException {
    var columns = new ArrayList<String>();
    try (PreparedStatement query = connection.prepareStatement(INDEX_COLUMNS)) {
      query.setString(1, table.schema());
      query.setString(2, table.keyIndex());
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          columns.add(found.getString(1));
        }
      }
    }
    return columns;
  }

  void dropKeyIndex(TableName table) throws SQLException {
    execute("DROP INDEX IF EXISTS " + new TableName(table.schema(), table.keyIndex()).sql());
  }

  /**
   * Lets the rows of the replacement take the place of the table's. The table itself gives way,
   * unless views are made of it: then its rows do.
   */
  void replace(TableName table, TableName replacement, TableSchema schema)
      throws SQLException, ConfigException {
    Savepoint before = connection.setSavepoint();
    try {
      drop(table);
    } catch (SQLException e) {
      if (!SqlFailure.DEPENDENT_OBJECTS.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      refill(table, replacement, schema);
      return;
    }
    execute(
        "ALTER TABLE %s RENAME TO %s"
            .formatted(replacement.sql(), Identifiers.quote(table.name())));
    execute(
        "ALTER INDEX IF EXISTS %s RENAME TO %s"
            .formatted(
                new TableName(replacement.schema(), replacement.keyIndex()).sql(),
                Identifiers.quote(table.keyIndex())));
  }

  private void refill(TableName table, TableName replacement, TableSchema schema)
      throws SQLException, ConfigException {
    prepare(table, schema);
    dropKeyIndex(table);
    execute("TRUNCATE " + table.sql());
    execute(
        "INSERT INTO %s (%s) SELECT %s FROM %s"
            .formatted(table.sql(), schema.names(), schema.names(), replacement.sql()));
    drop(replacement);
  }

  /** Name and type of each column, in the table's order; empty where there is no table. */
  private Map<String, String> columns(TableName table) throws SQLException {
    var columns = new LinkedHashMap<String, String>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, table.schema());
      query.setString(2, table.name());
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          columns.put(found.getString(1), found.getString(2));
        }
      }
    }
    return columns;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
