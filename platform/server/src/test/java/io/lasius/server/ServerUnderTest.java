package io.lasius.server;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server in this process, on a free port and a folder of its own. */
public final class ServerUnderTest implements AutoCloseable {
  private final EmbeddedServer server;
  private final Path folder;
  private final Api api;

  private ServerUnderTest(EmbeddedServer server, Path folder) throws IOException {
    this.server = server;
    this.folder = folder.toAbsolutePath();
    this.api = Api.ofAdmin(URI.create(server.getURL().toString()), folder);
  }

  /**
   * Starts one.
   *
   * @param folder for all that it keeps; a second server on it goes on where the first one ended
   * @param settings properties {@code lasius.…} beside those
   */
  public static ServerUnderTest start(Path folder, Map<String, Object> settings)
      throws IOException {
    // What fails in a test is mended at once.
    var all = new HashMap<String, Object>(Map.of("lasius.retry-delay", "0s"));
    all.putAll(settings);
    all.put("lasius.data", folder.toString());
    all.put("lasius.port", -1);
    return new ServerUnderTest(Application.start(all), folder);
  }

  public Api api() {
    return api;
  }

  /** A part of the server. */
  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  /** Changes what is in its database. */
  public void execute(String sql, Object value) throws SQLException {
    try (var database = DriverManager.getConnection(Application.fileDatabase(folder), "sa", "");
        var statement = database.prepareStatement(sql)) {
      statement.setObject(1, value);
      statement.execute();
    }
  }

  /** All that the database of a folder holds, as statements; no server may run on it. */
  public static List<String> script(Path folder) throws SQLException {
    try (var database = DriverManager.getConnection(Application.fileDatabase(folder), "sa", "");
        var statement = database.createStatement();
        var rows = statement.executeQuery("SCRIPT")) {
      var lines = new ArrayList<String>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return lines;
    }
  }

  @Override
  public void close() {
    api.close();
    server.stop();
  }
}
