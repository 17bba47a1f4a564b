package io.lasius.connector.destinationpostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Rows of all streams that are on their way into tables. They are sent when they are many, and when
 * a commit asks for it.
 */
final class PendingRows {
  /** Bytes of all streams together; more are not held back. */
  private static final int MAX_BYTES = 4 << 20;

  private static final int MIN_CAPACITY = 1 << 10;

  private final Connection connection;
  private final List<Batch> batches = new ArrayList<>();
  private long bytes;

  PendingRows(Connection connection) {
    this.connection = connection;
  }

  /**
   * A batch for a table.
   *
   * @param columns names for SQL, in the order of the rows' values
   */
  Batch into(String table, String columns) {
    var batch = new Batch("COPY %s (%s) FROM STDIN".formatted(table, columns));
    batches.add(batch);
    return batch;
  }

  private void added(int more) throws SQLException {
    bytes += more;
    if (bytes >= MAX_BYTES) {
      for (Batch batch : batches) {
        batch.send();
      }
    }
  }

  /** The rows for one table. */
  final class Batch {
    private final String copy;
    private final CopyText rows = new CopyText(MIN_CAPACITY);
    private int sent;

    private Batch(String copy) {
      this.copy = copy;
    }

    /** Where the next row is written, without its end. */
    CopyText row() {
      return rows;
    }

    /** The row is whole. May send what has come together. */
    void end() throws SQLException {
      rows.raw('\n');
      int more = rows.length() - sent;
      sent = rows.length();
      added(more);
    }

    /** Sends the rows to the table; they are part of the connection's transaction then. */
    void send() throws SQLException {
      if (rows.length() == 0) {
        return;
      }
      var in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
      in.writeToCopy(rows.bytes(), 0, rows.length());
      in.endCopy();
      bytes -= sent;
      rows.clear(Math.max(MIN_CAPACITY, 2 * MAX_BYTES / batches.size()));
      sent = 0;
    }
  }
}
