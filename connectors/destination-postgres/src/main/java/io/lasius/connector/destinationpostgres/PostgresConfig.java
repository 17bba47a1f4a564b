package io.lasius.connector.destinationpostgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.sdk.config.Setting;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which database to write to. The names are those of Airbyte's own destination. */
record PostgresConfig(
    @Setting(
            title = "Host",
            description = "Name or address of the database server.",
            pattern = "^[^\\s/?#@,]+$",
            examples = "db.example.com")
        String host,
    @Setting(
            title = "Port",
            description = "Where the database server listens.",
            defaultValue = "5432",
            minimum = 1,
            maximum = 65_535)
        int port,
    @Setting(title = "Database", description = "Name of the database.") String database,
    @Setting(
            title = "Default schema",
            description =
                "Where the tables of streams without a namespace are. It is made where there is none.",
            defaultValue = "public")
        String schema,
    @Setting(
            title = "User",
            description = "It must be allowed to create tables in the schemas that it writes to.")
        String username,
    @Setting(title = "Password", description = "The user's password.", secret = true)
        @Nullable String password,
    @Setting(
            title = "SSL mode",
            description =
                "How far the connection is encrypted, and how far the server must prove who it is;"
                    + " 'prefer' where it is not set.")
        @Nullable SslMode sslMode,
    @Setting(
            title = "JDBC URL parameters",
            description =
                "More settings of the connection, as key=value and with & between them. Those above"
                    + " come first.",
            examples = "connectTimeout=20&targetServerType=primary")
        @Nullable String jdbcUrlParams) {
  PostgresConfig {
    if (host.isBlank() || database.isBlank() || schema.isBlank() || username.isBlank()) {
      throw new IllegalArgumentException("host, database, schema and username must not be blank");
    }
    if (jdbcUrlParams != null) {
      parameters(jdbcUrlParams);
    }
  }

  /** The parameters of the connection, decoded. */
  Map<String, String> parameters() {
    return jdbcUrlParams == null ? Map.of() : parameters(jdbcUrlParams);
  }

  private static Map<String, String> parameters(String text) {
    var parameters = new LinkedHashMap<String, String>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('&', from) < 0 ? text.length() : text.indexOf('&', from);
      String pair = text.substring(from, end).strip();
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        if (equals <= 0) {
          throw new IllegalArgumentException(
              "jdbc_url_params must be key=value pairs with & between them");
        }
        parameters.put(
            pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
      from = end + 1;
    }
    return parameters;
  }
}
