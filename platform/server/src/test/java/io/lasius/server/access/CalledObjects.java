package io.lasius.server.access;

import io.lasius.replication.NamespaceDefinition;
import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.SchemaPolicy;
import io.lasius.server.job.Jobs;
import io.lasius.server.timing.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What calls of endpoints are about: one of each, in a workspace of its own, whose jobs wait. */
record CalledObjects(
    UUID workspace,
    UUID foreignWorkspace,
    UUID source,
    UUID destination,
    UUID connection,
    long job,
    UUID user,
    UUID permission) {
  /** A call. */
  record Call(String path, @Nullable String body) {}

  static CalledObjects of(ServerUnderTest server) throws Exception {
    return of(server, workspace(server.api(), "home"), workspace(server.api(), "foreign"));
  }

  /** The same anew, in the same workspaces. */
  static CalledObjects of(ServerUnderTest server, CalledObjects before) throws Exception {
    return of(server, before.workspace(), before.foreignWorkspace());
  }

  private static CalledObjects of(ServerUnderTest server, UUID home, UUID foreign)
      throws Exception {
    var source = actor(server, home, "SOURCE");
    var destination = actor(server, home, "DESTINATION");
    var connection = connection(server, home, source, destination);
    var job = server.bean(Jobs.class).create(connection).number();
    var name = UUID.randomUUID();
    var user =
        server
            .api()
            .post("/users", "{'name':'u','email':'%s@example.com'}".formatted(name))
            .json()
            .path("id")
            .asText();
    var permission =
        server
            .api()
            .post(
                "/permissions",
                "{'userId':'%s','permissionType':'workspace_reader','workspaceId':'%s'}"
                    .formatted(user, home))
            .json()
            .path("permissionId")
            .asText();
    return new CalledObjects(
        home,
        foreign,
        source,
        destination,
        connection.id(),
        job,
        UUID.fromString(user),
        UUID.fromString(permission));
  }

  private static UUID workspace(Api api, String name) throws Exception {
    var made = api.post("/workspaces", "{'name':'%s'}".formatted(name));
    return UUID.fromString(made.json().path("workspaceId").asText());
  }

  private static UUID actor(ServerUnderTest server, UUID workspace, String role) throws Exception {
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

  private static Connection connection(
      ServerUnderTest server, UUID workspace, UUID source, UUID destination) {
    return server
        .bean(ConnectionStore.class)
        .save(
            new Connection(
                UUID.randomUUID(),
                workspace,
                source,
                destination,
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

  /** Ids that only those see who may see what is in the workspace. */
  List<String> ids() {
    return List.of(
        workspace.toString(), source.toString(), destination.toString(), connection.toString());
  }

  /** A call of an endpoint that is about these. */
  Call call(String method, String template) {
    var path = template.replace("/api/public/v1", "");
    return switch (method + " " + path) {
      case "POST /{kind:sources|destinations}" ->
          new Call(
              "/api/public/v1/sources",
              "{'name':'n','workspaceId':'%s','configuration':{}}".formatted(workspace));
      case "POST /connections" ->
          new Call(
              template, "{'sourceId':'%s','destinationId':'%s'}".formatted(source, destination));
      case "POST /jobs" ->
          new Call(template, "{'connectionId':'%s','jobType':'sync'}".formatted(connection));
      case "POST /permissions" ->
          new Call(
              template,
              "{'userId':'%s','permissionType':'workspace_editor','workspaceId':'%s'}"
                  .formatted(user, workspace));
      case "GET /streams" -> new Call(template + "?sourceId=" + source, null);
      case "GET /connector_definitions" -> new Call(template + "?type=source", null);
      default ->
          new Call(filled(template), method.equals("GET") || method.equals("DELETE") ? null : "{}");
    };
  }

  private String filled(String template) {
    var path = template.replace("{kind:sources|destinations}", "sources");
    for (var value : values().entrySet()) {
      path = path.replace("{" + value.getKey() + "}", value.getValue().toString());
    }
    return path.replaceAll("\\{\\w+}", UUID.randomUUID().toString());
  }

  private Map<String, Object> values() {
    return Map.of(
        "workspaceId", workspace,
        "actorId", source,
        "connectionId", connection,
        "jobId", job,
        "number", 0,
        "version", 1,
        "userId", user,
        "permissionId", permission);
  }
}
