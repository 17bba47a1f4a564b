package io.lasius.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** The databases that everything runs on. */
public enum Database {
  H2,
  POSTGRES;

  private static final String OWNER = "postgres";

  /**
   * The settings of a server on an empty database of this kind.
   *
   * @param folder the server's own, where an H2 file is
   */
  public Map<String, Object> settings(Path folder) throws IOException, SQLException {
    return switch (this) {
      case H2 -> Map.of("lasius.database.url", Application.fileDatabase(folder.toAbsolutePath()));
      case POSTGRES ->
          Map.of("lasius.database.url", Postgres.createDatabase(), "lasius.database.user", OWNER);
    };
  }

  /** A query for the sessions that wait for a lock. */
  String blocked() {
    return switch (this) {
      case H2 -> "SELECT session_id FROM INFORMATION_SCHEMA.SESSIONS WHERE blocker_id IS NOT NULL";
      case POSTGRES ->
          """
          SELECT pid FROM pg_stat_activity
          WHERE wait_event_type = 'Lock' AND datname = current_database()\
          """;
    };
  }

  /** One for this process, started when it is first needed; it ends with the process. */
  private static final class Postgres {
    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new AssertionError("PostgreSQL does not start", e);
      }
    }

    static String createDatabase() throws SQLException {
      var name = "lasius_" + UUID.randomUUID().toString().replace("-", "");
      try (var connection = DriverManager.getConnection(SERVER.getJdbcUrl(OWNER, OWNER));
          var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      }
      return SERVER.getJdbcUrl(OWNER, name);
    }
  }
}
