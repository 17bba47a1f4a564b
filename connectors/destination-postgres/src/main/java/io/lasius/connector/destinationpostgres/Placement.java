package io.lasius.connector.destinationpostgres;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.sdk.ConfigException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Into which table the rows of a stream go: into its own, or into one that takes its place when the
 * stream is complete.
 *
 * @param table the stream's own
 * @param written where rows go
 * @param schema the columns as they are where rows go
 */
record Placement(TableName table, TableName written, TableSchema schema) {
  /** Chooses the table and makes it fit. What no sync will complete any more is dropped. */
  static Placement of(Tables tables, ConfiguredStream stream, TableName table, TableSchema wanted)
      throws SQLException, ConfigException {
    boolean replaces = replaces(stream);
    tables.createSchema(table.schema());
    if (!replaces) {
      return new Placement(table, table, tables.prepare(table, wanted));
    }
    tables.requireOurs(table);
    TableName replacement = table.replacement();
    if (tables.exists(replacement)) {
      boolean goesOn =
          stream.generationId() != null
              && tables.tag(replacement).equals(Optional.of(GenerationTag.of(stream)));
      if (!goesOn) {
        tables.drop(replacement);
      }
    }
    if (!tables.exists(replacement) && isReplaced(tables, stream, table)) {
      return new Placement(table, table, tables.prepare(table, wanted));
    }
    return new Placement(table, replacement, tables.prepare(replacement, wanted));
  }

  /** Whether rows go into a table that is to take the place of the stream's own. */
  boolean isReplacement() {
    return !written.equals(table);
  }

  /** Puts the new rows in the place of the old ones, where that is to be done. */
  void finish(Tables tables) throws SQLException, ConfigException {
    if (isReplacement()) {
      tables.replace(table, written, schema);
    }
  }

  /**
   * Takes over what a sync of the same generation committed and did not complete, since its source
   * does not send that again; what is of another generation is of no use any more.
   */
  void settleLeftover(Tables tables, ConfiguredStream stream, RowTarget target)
      throws SQLException, ConfigException {
    Long generation = stream.generationId();
    TableName leftover = table.replacement();
    if (generation == null || isReplacement() || !tables.exists(leftover)) {
      return;
    }
    if (tables.tag(leftover).stream().anyMatch(tag -> tag.generation() == generation)) {
      tables.prepare(leftover, schema);
      target.absorb(leftover);
    }
    tables.drop(leftover);
  }

  /** Whether this is a retry after the replacement, before the platform knew of it. */
  private static boolean isReplaced(Tables tables, ConfiguredStream stream, TableName table)
      throws SQLException {
    return stream.generationId() != null
        && tables.exists(table)
        && tables.tag(table).equals(Optional.of(GenerationTag.of(stream)));
  }

  /** Whether all data of older generations is to go. */
  private static boolean replaces(ConfiguredStream stream) throws ConfigException {
    Long generation = stream.generationId();
    Long minimum = stream.minimumGenerationId();
    if (generation == null || minimum == null || minimum == 0) {
      return stream.destinationSyncMode() == DestinationSyncMode.OVERWRITE;
    }
    if (!minimum.equals(generation)) {
      throw new ConfigException(
          "stream %s has minimum_generation_id %d and generation_id %d: a table keeps all generations or the newest, so the minimum must be 0 or the same"
              .formatted(stream.descriptor(), minimum, generation));
    }
    return true;
  }
}
