package io.lasius.connector.destinationpostgres;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.ConnectorException;
import io.lasius.sdk.StreamWriter;
import io.lasius.sdk.WriteSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** One write to a database, over one connection. */
final class PostgresSession implements WriteSession {
  private final PostgresConfig config;
  private final Connection connection;
  private final Tables tables;
  private final PendingRows pending;
  private final Map<TableName, StreamDescriptor> owners = new HashMap<>();

  PostgresSession(PostgresConfig config, Connection connection) {
    this.config = config;
    this.connection = connection;
    this.tables = new Tables(connection);
    this.pending = new PendingRows(connection);
  }

  @Override
  public StreamWriter stream(ConfiguredStream stream) throws ConnectorException, IOException {
    TableName table = tableOf(stream.descriptor());
    try {
      var placement = Placement.of(tables, stream, table, TableSchema.of(stream.stream()));
      RowTarget target = target(stream, placement);
      placement.settleLeftover(tables, stream, target);
      connection.commit();
      var encoder =
          new RowEncoder(
              placement.schema().columns(), GenerationTag.of(stream), InstantSource.system());
      return new PostgresWriter(connection, placement, encoder, target);
    } catch (SQLException e) {
      throw SqlFailure.of(
          "cannot prepare %s for stream %s".formatted(table, stream.descriptor()), e);
    }
  }

  /** Closes the connection; what was not committed is rolled back. */
  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("the connection to the database cannot be closed", e);
    }
  }

  private RowTarget target(ConfiguredStream stream, Placement placement)
      throws SQLException, ConfigException {
    DestinationSyncMode mode = stream.destinationSyncMode();
    return switch (mode) {
      case APPEND, OVERWRITE ->
          AppendTarget.open(tables, placement.written(), placement.schema(), pending);
      case APPEND_DEDUP ->
          DedupTarget.open(
              tables,
              placement.written(),
              placement.schema(),
              RowIdentity.of(stream, placement.schema()),
              new DedupTarget.Staging(owners.size(), pending, placement.isReplacement()));
      case UPDATE, SOFT_DELETE ->
          throw new ConfigException(
              "stream %s is to be written with %s, which this destination does not do: choose append, overwrite or append_dedup"
                  .formatted(stream.descriptor(), mode));
    };
  }

  private TableName tableOf(StreamDescriptor stream) throws ConfigException {
    TableName table = TableName.of(stream, config.schema());
    StreamDescriptor other = owners.put(table, stream);
    if (other != null) {
      throw new ConfigException(
          "the streams %s and %s would share the table %s: give one of them another namespace, or deselect it"
              .formatted(other, stream, table));
    }
    return table;
  }
}
