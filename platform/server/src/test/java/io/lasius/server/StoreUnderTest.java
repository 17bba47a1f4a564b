package io.lasius.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.NamespaceDefinition;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.SchemaPolicy;
import io.lasius.server.connection.StreamSyncMode;
import io.lasius.server.timing.Schedule;
import io.lasius.server.workspace.Workspace;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of a server on a real database. Nothing listens, and no job is run but by the test. */
public final class StoreUnderTest implements AutoCloseable {
  private static final List<String> TABLES =
      List.of(
          "audit_entry",
          "permission",
          "personal_token",
          "application",
          "login_session",
          "app_user",
          "signing_key",
          "webhook_delivery",
          "workspace_webhook",
          "workspace_signing_secret",
          "state_version",
          "connection_record_checks",
          "connection_memory",
          "connection_count_queries",
          "schema_change",
          "schema_comparison",
          "stream_generation",
          "attempt_generation",
          "attempt_stream",
          "attempt",
          "connection_schedule",
          "connection_queue",
          "connection_tag",
          "tag",
          "idempotency_key",
          "job",
          "secret",
          "connection",
          "discovered_catalog",
          "actor");

  private final Database database;
  private final Path folder;
  private final Map<String, Object> settings;
  private final ApplicationContext context;

  private StoreUnderTest(Database database, Path folder) throws IOException, SQLException {
    this.database = database;
    this.folder = folder;
    this.settings = new HashMap<>(database.settings(folder));
    settings.put("lasius.data", folder.toString());
    settings.put("lasius.retry-delay", "10s");
    // More than any other test runs at once.
    settings.put("lasius.max-running-jobs-per-workspace", "24");
    this.context = Application.context(settings);
  }

  /** One of a test's own, which no other class shares; to be closed. */
  public static StoreUnderTest onH2() throws IOException, SQLException {
    return start(Database.H2);
  }

  static StoreUnderTest start(Database database) throws IOException, SQLException {
    return new StoreUnderTest(database, Files.createTempDirectory("lasius-store"));
  }

  /** A part of the server. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** A connection to the database beside those of the server. */
  public java.sql.Connection connect() throws SQLException {
    return DriverManager.getConnection(
        (String) settings.get("lasius.database.url"),
        (String) settings.getOrDefault("lasius.database.user", "sa"),
        "");
  }

  /** Runs one statement. */
  public void execute(String sql, @Nullable Object... values) throws SQLException {
    try (var connection = connect();
        var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.execute();
    }
  }

  /** The first column of what a query finds, as text. */
  public List<String> texts(String sql, @Nullable Object... values) throws SQLException {
    try (var connection = connect();
        var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      var found = new ArrayList<String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }

  /** Waits until a statement of the server waits for a lock that another transaction holds. */
  public void awaitBlocked() throws SQLException {
    while (texts(database.blocked()).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** Deletes all that tests have made. */
  public void clear() throws SQLException {
    // In one session: it takes longer to open another one than to delete what a test has made.
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (var table : TABLES) {
        statement.addBatch("DELETE FROM " + table);
      }
      statement.addBatch("UPDATE installation SET paused_at = NULL");
      statement.addBatch("DELETE FROM workspace WHERE id <> '%s'".formatted(Workspace.DEFAULT));
      statement.executeBatch();
    }
  }

  /** A further workspace. */
  public UUID workspace() throws SQLException {
    var id = UUID.randomUUID();
    execute("INSERT INTO workspace (id, name, created_at) VALUES (?, 'w', CURRENT_TIMESTAMP)", id);
    return id;
  }

  /** A source or destination with an empty configuration. */
  public UUID actor(UUID workspace, ConnectorRole role) throws SQLException {
    var id = UUID.randomUUID();
    execute(
        """
        INSERT INTO actor (id, workspace_id, definition_id, role, name, configuration, created_at, deleted)
        SELECT ?, ?, MIN(CAST(id AS VARCHAR(36)))::uuid, ?, 'a', '{}', CURRENT_TIMESTAMP, FALSE
        FROM connector_definition WHERE role = ?\
        """,
        id,
        workspace,
        role.name(),
        role.name());
    return id;
  }

  /** A connection of the default workspace. */
  public Connection connection(ConnectionStream... streams) throws SQLException {
    return connection(Workspace.DEFAULT, streams);
  }

  /** A connection between a new source and a new destination. */
  public Connection connection(UUID workspace, ConnectionStream... streams) throws SQLException {
    return connection(workspace, Schedule.MANUAL, streams);
  }

  /** The same, which is due by a schedule; that is for the caller to plan. */
  public Connection connection(UUID workspace, Schedule schedule, ConnectionStream... streams)
      throws SQLException {
    return bean(ConnectionStore.class)
        .save(
            new Connection(
                UUID.randomUUID(),
                workspace,
                actor(workspace, ConnectorRole.SOURCE),
                actor(workspace, ConnectorRole.DESTINATION),
                "c",
                ConnectionStatus.ACTIVE,
                NamespaceDefinition.SOURCE,
                null,
                "",
                Arrays.asList(streams),
                Instant.now(),
                SchemaPolicy.IGNORE,
                false,
                null,
                schedule));
  }

  /** A stream that reads what is new. */
  public static ConnectionStream incremental(StreamDescriptor stream) {
    return stream(stream, StreamSyncMode.INCREMENTAL_APPEND);
  }

  /** A stream that reads what is new, and whose records are found by their key. */
  public static ConnectionStream deduplicated(StreamDescriptor stream) {
    return stream(stream, StreamSyncMode.INCREMENTAL_DEDUPED_HISTORY);
  }

  /** A stream that is read whole. */
  public static ConnectionStream fullRefresh(StreamDescriptor stream) {
    return stream(stream, StreamSyncMode.FULL_REFRESH_OVERWRITE);
  }

  private static ConnectionStream stream(StreamDescriptor stream, StreamSyncMode mode) {
    return new ConnectionStream(
        new CatalogStream(
            stream.name(),
            stream.namespace(),
            JsonNodeFactory.instance.objectNode(),
            List.of(SyncMode.FULL_REFRESH, SyncMode.INCREMENTAL),
            true,
            null,
            null,
            null,
            null,
            Map.of()),
        mode,
        null,
        null);
  }

  @Override
  public void close() throws IOException {
    context.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The name of its database. */
  @Override
  public String toString() {
    return database.name();
  }
}
