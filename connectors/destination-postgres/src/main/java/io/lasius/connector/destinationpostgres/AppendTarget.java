package io.lasius.connector.destinationpostgres;

import java.sql.SQLException;

/** A table that keeps each row. */
final class AppendTarget implements RowTarget {
  private final Tables tables;
  private final TableName table;
  private final TableSchema schema;
  private final PendingRows.Batch rows;

  private AppendTarget(Tables tables, TableName table, TableSchema schema, PendingRows.Batch rows) {
    this.tables = tables;
    this.table = table;
    this.schema = schema;
    this.rows = rows;
  }

  static AppendTarget open(Tables tables, TableName table, TableSchema schema, PendingRows pending)
      throws SQLException {
    // Of a time when rows were deduplicated.
    tables.dropKeyIndex(table);
    return new AppendTarget(tables, table, schema, pending.into(table.sql(), schema.names()));
  }

  @Override
  public void add(RowEncoder row) throws SQLException {
    row.writeTo(rows.row());
    rows.end();
  }

  @Override
  public void absorb(TableName other) throws SQLException {
    tables.execute(
        "INSERT INTO %s (%s) SELECT %s FROM %s"
            .formatted(table.sql(), schema.names(), schema.names(), other.sql()));
  }

  @Override
  public void settle() throws SQLException {
    rows.send();
  }

  /** Every row is of use. */
  @Override
  public void finish() {}
}
