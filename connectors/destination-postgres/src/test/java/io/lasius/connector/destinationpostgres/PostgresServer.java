package io.lasius.connector.destinationpostgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One PostgreSQL for this process, started when it is first needed; it ends with the process. */
final class PostgresServer {
  static final String PASSWORD = "s3cret of the tests";
  private static final String OWNER = "postgres";
  private static final String DATABASE = "warehouse";
  private static final String USER = "loader";

  /** A user of the tests' own needs a password; the fixture's needs none. */
  private static final String LOGINS =
      """
      host all postgres 127.0.0.1/32 trust
      host all all 127.0.0.1/32 scram-sha-256
      """;

  /** What the server proves itself with, to those who ask for it. */
  static final ServerCertificate CERTIFICATE = certificate();

  private static final EmbeddedPostgres SERVER = start();

  /** The fixture's own, for all tests; it may do everything. */
  private static final Connection CONNECTION = connect();

  private PostgresServer() {}

  private static ServerCertificate certificate() {
    try {
      return ServerCertificate.make();
    } catch (IOException e) {
      throw new AssertionError("there is no certificate for the server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static EmbeddedPostgres start() {
    try {
      Path logins = Files.writeString(Files.createTempFile("pg_hba", ".conf"), LOGINS);
      Files.setPosixFilePermissions(logins, PosixFilePermissions.fromString("rw-r--r--"));
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("hba_file", logins.toString())
              .setServerConfig("ssl", "on")
              .setServerConfig("ssl_cert_file", CERTIFICATE.certificate().toString())
              .setServerConfig("ssl_key_file", CERTIFICATE.key().toString())
              .start();
      try (var connection = DriverManager.getConnection(server.getJdbcUrl(OWNER, OWNER));
          var statement = connection.createStatement()) {
        // Texts in the order of a dictionary, which is not that of their bytes.
        statement.execute(
            "CREATE DATABASE %s LOCALE_PROVIDER icu ICU_LOCALE 'en' TEMPLATE template0"
                .formatted(DATABASE));
        statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, PASSWORD));
        statement.execute("GRANT CREATE ON DATABASE %s TO %s".formatted(DATABASE, USER));
      }
      return server;
    } catch (IOException | SQLException e) {
      throw new AssertionError("PostgreSQL does not start", e);
    }
  }

  /** A configuration that works: as the tests' user, with a schema that need not be there yet. */
  static ObjectNode config(String schema) {
    return Json.mapper()
        .createObjectNode()
        .put("host", "127.0.0.1")
        .put("port", SERVER.getPort())
        .put("database", DATABASE)
        .put("schema", schema)
        .put("username", USER)
        .put("password", PASSWORD);
  }

  /** The first column of what a query finds, as text. */
  static List<String> texts(String query) throws SQLException {
    try (Statement statement = CONNECTION.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
      return texts;
    }
  }

  static void execute(String sql) throws SQLException {
    try (Statement statement = CONNECTION.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The same as the tests' user, whose tables they are. */
  static void executeAsUser(String sql) throws SQLException {
    execute("SET ROLE " + USER);
    try {
      execute(sql);
    } finally {
      execute("RESET ROLE");
    }
  }

  private static Connection connect() {
    try {
      var connection = DriverManager.getConnection(SERVER.getJdbcUrl(OWNER, DATABASE));
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TIME ZONE 'UTC'");
      }
      return connection;
    } catch (SQLException e) {
      throw new AssertionError("PostgreSQL takes no connection", e);
    }
  }
}
