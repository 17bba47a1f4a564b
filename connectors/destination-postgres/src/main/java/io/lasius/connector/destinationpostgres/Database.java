package io.lasius.connector.destinationpostgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.sdk.ConfigException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** Makes connections. */
final class Database {
  /** What the role's own settings must not change for a connector. */
  private static final String SESSION_SETTINGS =
      """
      SET TIME ZONE 'UTC';
      SET statement_timeout = 0;
      SET idle_in_transaction_session_timeout = 0;
      SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') = 'off'
      """;

  private Database() {}

  /** A connection without automatic commits, in UTC, whose commits are on disk. */
  static Connection connect(PostgresConfig config)
      throws SQLException, IOException, ConfigException {
    Connection connection = open(config);
    try {
      String encoding = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
      if (!"UTF8".equals(encoding)) {
        throw new ConfigException(
            "the database %s is encoded in %s, which cannot hold every text: use one in UTF8"
                .formatted(config.database(), encoding));
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(SESSION_SETTINGS);
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | ConfigException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection open(PostgresConfig config) throws SQLException, IOException {
    Properties properties = properties(config);
    SslMode ssl = config.sslMode();
    String authority = ssl == null ? null : ssl.authority();
    if (authority == null) {
      return DriverManager.getConnection(url(config), properties);
    }
    Path file = Files.createTempFile("authority", ".pem");
    try {
      Files.writeString(file, authority);
      PGProperty.SSL_ROOT_CERT.set(properties, file.toString());
      return DriverManager.getConnection(url(config), properties);
    } finally {
      Files.delete(file);
    }
  }

  private static Properties properties(PostgresConfig config) {
    var properties = new Properties();
    PGProperty.APPLICATION_NAME.set(properties, "lasius destination-postgres");
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    config.parameters().forEach(properties::setProperty);
    PGProperty.USER.set(properties, config.username());
    PGProperty.PASSWORD.set(properties, config.password());
    SslMode ssl = config.sslMode();
    if (ssl != null) {
      PGProperty.SSL_MODE.set(properties, ssl.mode());
    }
    // Details of an error show rows.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    return properties;
  }

  private static String url(PostgresConfig config) {
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(
            config.host().contains(":") ? "[" + config.host() + "]" : config.host(),
            config.port(),
            URLEncoder.encode(config.database(), UTF_8));
  }
}
