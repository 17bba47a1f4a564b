package io.lasius.connector.destinationpostgres;

import io.lasius.sdk.ConfigException;
import java.sql.SQLException;

/** Where the rows of a stream go. What it does is part of the connection's transaction. */
interface RowTarget {
  /**
   * Adds the row that the encoder holds.
   *
   * @throws ConfigException where the row is of no use in the target's mode
   */
  void add(RowEncoder row) throws SQLException, ConfigException;

  /** Takes over all rows of a table of the same columns. */
  void absorb(TableName other) throws SQLException;

  /** Makes the table hold all rows that were added. */
  void settle() throws SQLException;

  /** Takes out of the table what is of no use once all its rows are there. */
  void finish() throws SQLException;
}
