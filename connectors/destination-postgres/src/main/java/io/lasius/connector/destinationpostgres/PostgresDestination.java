package io.lasius.connector.destinationpostgres;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.ConnectorException;
import io.lasius.sdk.ConnectorMain;
import io.lasius.sdk.CountsByQuery;
import io.lasius.sdk.Destination;
import io.lasius.sdk.WriteSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Writes each stream to a typed table of a PostgreSQL database. */
public final class PostgresDestination
    implements Destination<PostgresConfig>, CountsByQuery<PostgresConfig> {
  PostgresDestination() {}

  public static void main(String[] args) {
    System.exit(ConnectorMain.run(new PostgresDestination(), args));
  }

  @Override
  public Class<PostgresConfig> configType() {
    return PostgresConfig.class;
  }

  @Override
  public Set<DestinationSyncMode> syncModes() {
    return EnumSet.of(
        DestinationSyncMode.APPEND,
        DestinationSyncMode.OVERWRITE,
        DestinationSyncMode.APPEND_DEDUP);
  }

  @Override
  public boolean supportsRefreshes() {
    return true;
  }

  /** Makes the schema where there is none, and in it a table, writes a row, and drops the table. */
  @Override
  public void check(PostgresConfig config) throws ConnectorException, IOException {
    var table =
        new TableName(Identifiers.ofSchema(config.schema()), "_lasius_check_" + UUID.randomUUID());
    try (Connection connection = Database.connect(config)) {
      var tables = new Tables(connection);
      tables.createSchema(table.schema());
      tables.execute("CREATE TABLE %s (id bigint)".formatted(table.sql()));
      tables.execute("INSERT INTO %s VALUES (1)".formatted(table.sql()));
      tables.drop(table);
      tables.execute("CREATE TEMPORARY TABLE lasius_check (id bigint) ON COMMIT DROP");
      connection.commit();
    } catch (SQLException e) {
      if (SqlFailure.isConnection(e)) {
        throw new ConfigException(
            "no connection to %s:%d can be made: %s"
                .formatted(config.host(), config.port(), SqlFailure.reason(e)),
            e);
      }
      throw SqlFailure.of(
          "user %s cannot make tables in schema %s of database %s"
              .formatted(config.username(), table.schema(), config.database()),
          e);
    }
  }

  @Override
  public long count(PostgresConfig config, String query) throws ConnectorException, IOException {
    return CountQuery.run(config, query);
  }

  @Override
  public WriteSession open(PostgresConfig config, ConfiguredCatalog catalog)
      throws ConnectorException, IOException {
    try {
      return new PostgresSession(config, Database.connect(config));
    } catch (SQLException e) {
      throw SqlFailure.of(
          "no connection to %s:%d can be made".formatted(config.host(), config.port()), e);
    }
  }
}
