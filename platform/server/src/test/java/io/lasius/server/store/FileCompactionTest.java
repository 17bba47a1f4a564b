package io.lasius.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.StoreUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

final class FileCompactionTest {
  private static final int ROWS = 3000;
  private static final int ROWS_BETWEEN = 250;
  private static final int CHANGES = 5;

  /** Rows are 0.7 MB; without compaction the file has 4.5 MB, with it 2.3 MB. */
  private static final int MOST_BYTES = 3_200_000;

  @Test
  void keepsTheFileOfRowsThatStaySmallWhileItIsOpen() throws Exception {
    try (var store = StoreUnderTest.onH2();
        var connection = store.connect()) {
      var compaction = store.bean(FileCompaction.class);
      // What is of no use is kept for 45 s, for disks that write in another order.
      execute(connection, "SET RETENTION_TIME 0");
      execute(connection, "CREATE TABLE kept (id INT PRIMARY KEY, state VARCHAR, what VARCHAR)");

      for (int id = 1; id <= ROWS; id++) {
        execute(
            connection, "INSERT INTO kept VALUES (%d, '', '%s')".formatted(id, "x".repeat(200)));
        for (int change = 0; change < CHANGES; change++) {
          execute(connection, "UPDATE kept SET state = '%d' WHERE id = %d".formatted(change, id));
        }
        if (id % ROWS_BETWEEN == 0) {
          compaction.compact();
        }
      }

      assertThat(Files.size(file(connection))).isLessThan(MOST_BYTES);
    }
  }

  private static void execute(Connection connection, String sql) throws Exception {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Path file(Connection connection) throws Exception {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("CALL DATABASE_PATH()")) {
      rows.next();
      return Path.of(rows.getString(1) + ".mv.db");
    }
  }
}
