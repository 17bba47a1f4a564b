package io.lasius.connector.destinationpostgres;

import io.lasius.sdk.ConfigException;
import io.lasius.sdk.ConnectorException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Set;
import org.postgresql.core.Parser;

/** A query of a user's that counts records, and can change nothing. */
final class CountQuery {
  /**
   * Holds for the whole session, so also for a transaction that a query would begin. The time is
   * shorter than a platform waits, so that the database does not go on for nobody; texts are read
   * as the driver is told to read them.
   */
  private static final String SESSION_SETTINGS =
      """
      SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;
      SET statement_timeout = '8min';
      SET standard_conforming_strings = on
      """;

  private static final Set<Integer> INTEGRAL = Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT);

  private CountQuery() {}

  /**
   * Counts.
   *
   * @throws ConfigException where it is not one query that finds one whole number, 0 or more
   */
  static long run(PostgresConfig config, String sql) throws ConnectorException, IOException {
    try (Connection connection = Database.connect(config);
        Statement statement = connection.createStatement()) {
      statement.execute(SESSION_SETTINGS);
      connection.commit();
      requireOneStatement(sql);
      // One row more than there may be: what is wrong may be large.
      statement.setMaxRows(2);
      if (!statement.execute(sql)) {
        throw new ConfigException("the count query finds no rows, as a SELECT does");
      }
      try (ResultSet rows = statement.getResultSet()) {
        return number(rows);
      }
    } catch (SQLException e) {
      throw SqlFailure.of("the count query failed", e);
    }
  }

  /** One statement cannot end the transaction that only reads, and write in another. */
  private static void requireOneStatement(String sql) throws SQLException, ConfigException {
    int statements = Parser.parseJdbcSql(sql, true, false, true, false, false).size();
    if (statements != 1) {
      throw new ConfigException(
          "the count query must be one statement, but has %d".formatted(statements));
    }
  }

  private static long number(ResultSet rows) throws SQLException, ConfigException {
    int columns = rows.getMetaData().getColumnCount();
    if (columns != 1) {
      throw new ConfigException(
          "the count query must find one column, but finds %d".formatted(columns));
    }
    if (!INTEGRAL.contains(rows.getMetaData().getColumnType(1))) {
      throw new ConfigException(
          "the count query must find a whole number, but its column is of type %s: count, or cast it to bigint"
              .formatted(rows.getMetaData().getColumnTypeName(1)));
    }
    if (!rows.next()) {
      throw new ConfigException("the count query must find one row, but finds none");
    }
    long number = rows.getLong(1);
    if (rows.wasNull() || number < 0) {
      throw new ConfigException(
          "the count query must find a number of records, but finds "
              + (rows.wasNull() ? "null" : Long.toString(number)));
    }
    if (rows.next()) {
      throw new ConfigException("the count query must find one row, but finds more");
    }
    return number;
  }
}
