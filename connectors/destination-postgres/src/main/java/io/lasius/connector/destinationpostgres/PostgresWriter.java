package io.lasius.connector.destinationpostgres;

import io.lasius.protocol.wire.RecordLine;
import io.lasius.sdk.ConnectorException;
import io.lasius.sdk.StreamWriter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes the records of one stream. */
final class PostgresWriter implements StreamWriter {
  private final Connection connection;
  private final Placement placement;
  private final RowEncoder encoder;
  private final RowTarget target;

  PostgresWriter(Connection connection, Placement placement, RowEncoder encoder, RowTarget target) {
    this.connection = connection;
    this.placement = placement;
    this.encoder = encoder;
    this.target = target;
  }

  @Override
  public void write(RecordLine record) throws ConnectorException, IOException {
    encoder.read(record);
    try {
      target.add(encoder);
    } catch (SQLException e) {
      throw SqlFailure.of("cannot write to " + placement.table(), e);
    }
  }

  /** Commits what other streams have sent, too, which can only make it durable sooner. */
  @Override
  public void commit() throws ConnectorException, IOException {
    try {
      target.settle();
      connection.commit();
    } catch (SQLException e) {
      throw SqlFailure.of("cannot commit to " + placement.table(), e);
    }
  }

  @Override
  public void complete() throws ConnectorException, IOException {
    try {
      if (placement.isReplacement()) {
        target.finish();
      }
      placement.finish(new Tables(connection));
      connection.commit();
    } catch (SQLException e) {
      throw SqlFailure.of("cannot replace " + placement.table(), e);
    }
  }

  /** What was not committed goes with the connection. */
  @Override
  public void close() {}
}
