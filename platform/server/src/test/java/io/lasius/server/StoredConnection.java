package io.lasius.server;

import io.lasius.replication.NamespaceDefinition;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.SchemaPolicy;
import io.lasius.server.timing.Schedule;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Connections without streams, that stand in a server's database without any connector's help. */
public final class StoredConnection {
  private StoredConnection() {}

  /** A new one, of a source and a destination of its own. */
  public static Connection in(ServerUnderTest server, UUID workspace) throws SQLException {
    return server
        .bean(ConnectionStore.class)
        .save(
            new Connection(
                UUID.randomUUID(),
                workspace,
                actor(server, workspace, "SOURCE"),
                actor(server, workspace, "DESTINATION"),
                "c",
                ConnectionStatus.ACTIVE,
                NamespaceDefinition.SOURCE,
                null,
                "",
                List.of(),
                Instant.now(),
                SchemaPolicy.IGNORE,
                false,
                null,
                Schedule.MANUAL));
  }

  private static UUID actor(ServerUnderTest server, UUID workspace, String role)
      throws SQLException {
    var id = UUID.randomUUID();
    server.execute(
        """
        INSERT INTO actor (id, workspace_id, definition_id, role, name, configuration, created_at, deleted)
        SELECT ?, '%s', MIN(CAST(id AS VARCHAR(36)))::uuid, '%s', 'a', '{}', CURRENT_TIMESTAMP, FALSE
        FROM connector_definition WHERE role = '%s'\
        """
            .formatted(workspace, role, role),
        id);
    return id;
  }
}
