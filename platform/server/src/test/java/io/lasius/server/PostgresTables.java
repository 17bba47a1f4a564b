package io.lasius.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An empty database of a real PostgreSQL, as what a destination writes to. */
public final class PostgresTables {
  private final String url;
  private final String user;

  private PostgresTables(Map<String, Object> settings) {
    url = String.valueOf(settings.get("lasius.database.url"));
    user = String.valueOf(settings.get("lasius.database.user"));
  }

  /** Makes one. */
  public static PostgresTables create(Path folder) throws IOException, SQLException {
    return new PostgresTables(Database.POSTGRES.settings(folder));
  }

  /** Makes a destination that writes here. */
  public String destination(Operator operator) throws IOException, InterruptedException {
    var address = URI.create(url.substring("jdbc:".length()));
    var definition =
        operator.definition(
            "destinations", "lasius/destination-postgres", "dev", ",'network':'host'");
    return operator.destination(
        definition,
        "{'host':'%s','port':%d,'database':'%s','username':'%s'}"
            .formatted(address.getHost(), address.getPort(), address.getPath().substring(1), user));
  }

  /** The first column of what a query finds; null is {@code null}. */
  public List<String> query(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url, user, "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
      return found;
    }
  }
}
