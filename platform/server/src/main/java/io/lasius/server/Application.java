package io.lasius.server;

import io.lasius.server.secret.KeyRotation;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts the server in this process. */
public final class Application {
  private static final String DATABASE_URL = "lasius.database.url";

  /** What migrations call the type of a text that may be large. */
  private static final String LARGE_TEXT = "flyway.datasources.default.placeholders.largetext";

  private static final String SOCKET_TIMEOUT =
      "datasources.default.data-source-properties.socketTimeout";

  /** Longer than any statement takes, a migration of a large database included. */
  private static final int DATABASE_SILENCE_SECONDS = 300;

  private static final String SESSION_OPTIONS =
      "datasources.default.data-source-properties.options";

  /** Far longer than a server takes between two statements of a transaction. */
  private static final String LONGEST_PAUSE = "20s";

  private Application() {}

  /**
   * Starts it. It answers when this returns; closing what is returned stops it.
   *
   * @param settings properties {@code lasius.…} that win over those of the environment
   */
  public static EmbeddedServer start(Map<String, Object> settings) throws IOException {
    var context = context(settings);
    try {
      // What the operator got wrong is told before anything starts.
      context.getBean(ServerSettings.class);
      return context.getBean(EmbeddedServer.class).start();
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  /**
   * Puts a new key in place of the one that secrets are encrypted with. No server may run.
   *
   * @param settings as for a start
   */
  public static KeyRotation.Rotated rotateKey(Map<String, Object> settings) throws IOException {
    try (var context = context(settings)) {
      return context
          .getBean(KeyRotation.class)
          .run(System.getenv(), context.getBean(ServerSettings.class).dataFolder());
    }
  }

  /** All parts, on a database that is ready; nothing listens and no job is run yet. */
  static ApplicationContext context(Map<String, Object> settings) throws IOException {
    var properties = new HashMap<>(settings);
    var data = Path.of(setting(settings, "data", "data")).toAbsolutePath().normalize();
    Files.createDirectories(data);
    properties.put("lasius.data", data.toString());
    if (System.getenv("LASIUS_DATABASE_URL") == null) {
      properties.putIfAbsent(DATABASE_URL, fileDatabase(data));
    }
    var url = setting(properties, "database.url", "");
    boolean postgres = url.startsWith("jdbc:postgresql:");
    properties.put(LARGE_TEXT, postgres ? "TEXT" : "CLOB");
    if (postgres && !url.contains("socketTimeout=")) {
      // Where the way to it is cut, nobody says so: without a limit a thread would wait for ever.
      properties.put(SOCKET_TIMEOUT, DATABASE_SILENCE_SECONDS);
    }
    if (postgres && !url.contains("options=")) {
      // Nor does anybody tell the database: what a session locked that is cut off in a transaction
      // would keep every other server from taking its jobs over.
      properties.put(SESSION_OPTIONS, "-c idle_in_transaction_session_timeout=" + LONGEST_PAUSE);
    }
    putEdge(settings, properties);
    return ApplicationContext.builder()
        .properties(properties)
        .deduceEnvironment(false)
        .banner(false)
        .start();
  }

  /** What the framework itself does at the edge, by settings of ours. */
  private static void putEdge(Map<String, Object> settings, Map<String, Object> properties) {
    var keyStore = setting(settings, "tls-key-store", "");
    if (!keyStore.isEmpty()) {
      properties.put("micronaut.server.ssl.enabled", true);
      properties.put("micronaut.server.ssl.port", setting(settings, "port", "8000"));
      properties.put(
          "micronaut.server.ssl.key-store.path", "file:" + Path.of(keyStore).toAbsolutePath());
      properties.put("micronaut.server.ssl.key-store.type", "PKCS12");
      properties.put(
          "micronaut.server.ssl.key-store.password",
          setting(settings, "tls-key-store-password", ""));
    }
    var origins = setting(settings, "cors-origins", "");
    if (!origins.isEmpty()) {
      properties.put("micronaut.server.cors.enabled", true);
      properties.put(
          "micronaut.server.cors.configurations.web.allowed-origins",
          List.of(origins.split("\\s*,\\s*")));
    }
  }

  /**
   * An H2 file. By default H2 forgets the last half second of commits when it is killed, hence
   * WRITE_DELAY; texts of up to 64 KiB are part of their rows, where they cost one write; the rest
   * makes it read the same SQL as PostgreSQL. The file's lock proves that no other server lives.
   */
  static String fileDatabase(Path data) {
    return "jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;MAX_LENGTH_INPLACE_LOB=65536;DB_CLOSE_ON_EXIT=FALSE"
        .formatted(data.resolve("database"));
  }

  private static String setting(Map<String, Object> settings, String name, String otherwise) {
    var given = settings.get("lasius." + name);
    var environment =
        System.getenv(
            "LASIUS_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
    return given != null ? given.toString() : environment != null ? environment : otherwise;
  }
}
