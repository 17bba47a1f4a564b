package io.lasius.connector.destinationpostgres;

import io.lasius.sdk.ConfigException;
import java.sql.SQLException;
import java.util.List;

/**
 * A table that shows the latest row of each key, and none that was deleted. Rows wait in a
 * temporary table, and are merged when they are to be settled.
 */
final class DedupTarget implements RowTarget {
  /** From so many rows on it pays to tell the planner how many they are. */
  private static final long MANY_ROWS = 1_000;

  private final Tables tables;
  private final TableName table;
  private final TableSchema schema;
  private final RowIdentity identity;
  private final KeyCheck check;
  private final boolean keepsDeletions;
  private final String stage;
  private final PendingRows.Batch rows;

  private long staged;
  private boolean hasPartialKeys;

  private DedupTarget(
      Tables tables, TableName table, TableSchema schema, RowIdentity identity, Staging staging) {
    this.tables = tables;
    this.table = table;
    this.schema = schema;
    this.identity = identity;
    this.check = new KeyCheck(identity, schema, table);
    this.keepsDeletions = staging.keepsDeletions();
    this.stage = staging.name();
    this.rows =
        staging.pending().into(stage, schema.names() + ", " + Identifiers.quote(TableSchema.ORDER));
  }

  /**
   * Where rows wait.
   *
   * @param number of the table that is made here, which no other stream of the session has
   * @param keepsDeletions whether deletions are kept as rows until the table is finished: as long
   *     as it may yet be merged into another, which has to hear of them
   */
  record Staging(int number, PendingRows pending, boolean keepsDeletions) {
    /** For SQL. */
    String name() {
      return "pg_temp.lasius_stage_" + number;
    }
  }

  static DedupTarget open(
      Tables tables, TableName table, TableSchema schema, RowIdentity identity, Staging staging)
      throws SQLException {
    tables.execute(
        "CREATE TEMPORARY TABLE %s (%s, %s bigint)"
            .formatted(
                staging.name(),
                String.join(", ", schema.definitions()),
                Identifiers.quote(TableSchema.ORDER)));
    List<String> key = identity.key().stream().map(Column::name).toList();
    if (!tables.keyIndex(table).equals(key)) {
      // Rows of another key, or of a time when all were kept.
      tables.dropKeyIndex(table);
      tables.execute(onlyLatest(table.sql(), identity, ""));
      if (!staging.keepsDeletions()) {
        deleteDeleted(tables, table, identity);
      }
      tables.execute(
          "CREATE UNIQUE INDEX %s ON %s (%s)"
              .formatted(Identifiers.quote(table.keyIndex()), table.sql(), identity.keyNames()));
    }
    return new DedupTarget(tables, table, schema, identity, staging);
  }

  @Override
  public void add(RowEncoder row) throws SQLException, ConfigException {
    hasPartialKeys |= check.isPartial(row);
    CopyText text = rows.row();
    row.writeTo(text);
    text.raw('\t');
    text.raw(Long.toString(staged));
    staged++;
    rows.end();
  }

  @Override
  public void absorb(TableName other) throws SQLException {
    tables.execute(
        "INSERT INTO %s (%s, %s) SELECT %s, 0 FROM %s"
            .formatted(
                stage,
                schema.names(),
                Identifiers.quote(TableSchema.ORDER),
                schema.names(),
                other.sql()));
    hasPartialKeys = true;
    merge();
  }

  @Override
  public void settle() throws SQLException {
    rows.send();
    if (staged > 0) {
      if (staged >= MANY_ROWS) {
        tables.execute("ANALYZE " + stage);
      }
      merge();
    }
  }

  @Override
  public void finish() throws SQLException {
    deleteDeleted(tables, table, identity);
  }

  private static void deleteDeleted(Tables tables, TableName table, RowIdentity identity)
      throws SQLException {
    Column deletedAt = identity.deletedAt();
    if (deletedAt != null) {
      tables.execute("DELETE FROM %s WHERE %s IS NOT NULL".formatted(table.sql(), deletedAt.sql()));
    }
  }

  private void merge() throws SQLException {
    // A connector that was killed may still have a commit under way.
    tables.lock(table);
    tables.execute(
        onlyLatest(stage, identity, ", " + Identifiers.quote(TableSchema.ORDER) + " DESC"));
    replaceOlder(identity.isSame("t", "s", "="));
    if (hasPartialKeys) {
      replaceOlder(
          identity.isSame("t", "s", "IS NOT DISTINCT FROM") + " AND " + identity.isPartial("s"));
    }
    Column deletedAt = keepsDeletions ? null : identity.deletedAt();
    String remaining = deletedAt == null ? "" : " WHERE %s IS NULL".formatted(deletedAt.sql());
    tables.execute(
        "INSERT INTO %s (%s) SELECT %s FROM %s%s"
            .formatted(table.sql(), schema.names(), schema.names(), stage, remaining));
    tables.execute("TRUNCATE " + stage);
    staged = 0;
    hasPartialKeys = false;
  }

  /** Of each pair with the same key only the later one stays. */
  private void replaceOlder(String isSame) throws SQLException {
    tables.execute(
        "DELETE FROM %s s USING %s t WHERE %s AND %s"
            .formatted(stage, table.sql(), isSame, identity.isLater("t", "s")));
    tables.execute("DELETE FROM %s t USING %s s WHERE %s".formatted(table.sql(), stage, isSame));
  }

  private static String onlyLatest(String table, RowIdentity identity, String moreOrder) {
    return """
    DELETE FROM %1$s USING (
      SELECT ctid AS place, row_number() OVER (PARTITION BY %2$s ORDER BY %3$s%4$s) AS place_in_time
      FROM %1$s) ranked
    WHERE %1$s.ctid = ranked.place AND ranked.place_in_time > 1
    """
        .formatted(table, identity.keyNames(), identity.latestFirst(), moreOrder);
  }
}
