package io.lasius.server.access;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.StoredConnection;
import io.lasius.server.job.Jobs;
import java.sql.SQLException;
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
    UUID tag,
    UUID user,
    UUID permission,
    UUID manifest) {
  static final String CONFIG_ROOT = "/api/v1/";

  /** A call. */
  record Call(String path, @Nullable String body) {}

  static CalledObjects of(ServerUnderTest server) throws Exception {
    var home = workspace(server.api(), "home");
    var made =
        server
            .api()
            .post(
                "/workspaces/%s/definitions/declarative_sources".formatted(home),
                "{'name':'m','manifest':{'spec':{'connection_specification':{}}}}");
    var manifest = UUID.fromString(made.json().path("id").asText());
    return of(server, home, workspace(server.api(), "foreign"), manifest);
  }

  /** The same anew, in the same workspaces, which one of the calls deletes. */
  static CalledObjects of(ServerUnderTest server, CalledObjects before) throws Exception {
    server.execute("UPDATE workspace SET deleted = FALSE WHERE id = ?", before.workspace());
    return of(server, before.workspace(), before.foreignWorkspace(), before.manifest());
  }

  private static CalledObjects of(ServerUnderTest server, UUID home, UUID foreign, UUID manifest)
      throws Exception {
    var connection = StoredConnection.in(server, home);
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
        connection.sourceId(),
        connection.destinationId(),
        connection.id(),
        job,
        tag(server, home),
        UUID.fromString(user),
        UUID.fromString(permission),
        manifest);
  }

  private static UUID workspace(Api api, String name) throws Exception {
    var made = api.post("/workspaces", "{'name':'%s'}".formatted(name));
    return UUID.fromString(made.json().path("workspaceId").asText());
  }

  private static UUID tag(ServerUnderTest server, UUID workspace) throws SQLException {
    var id = UUID.randomUUID();
    server.execute(
        "INSERT INTO tag (id, workspace_id, name, color, created_at) VALUES (?, '%s', '%s', '000000', CURRENT_TIMESTAMP)"
            .formatted(workspace, id.toString().substring(0, 30)),
        id);
    return id;
  }

  /** Ids that only those see who may see what is in the workspace. */
  List<String> ids() {
    return List.of(
        workspace.toString(),
        source.toString(),
        destination.toString(),
        connection.toString(),
        tag.toString());
  }

  /** A call of an endpoint that is about these. */
  Call call(String method, String template) {
    if (template.startsWith(CONFIG_ROOT)) {
      return new Call(template, method.equals("GET") ? null : configBody());
    }
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
      case "POST /tags" ->
          new Call(template, "{'name':'%s','workspaceId':'%s'}".formatted(job, workspace));
      case "GET /streams" -> new Call(template + "?sourceId=" + source, null);
      case "GET /connector_definitions" -> new Call(template + "?type=source", null);
      default ->
          new Call(filled(template), method.equals("GET") || method.equals("DELETE") ? null : "{}");
    };
  }

  /** Of whichever call: each takes what it knows. */
  private String configBody() {
    return """
    {'workspaceId':'%s','connectionId':'%s','sourceId':'%s','destinationId':'%s','id':%d,'jobId':%d,
    'attemptNumber':0,'configId':'%s','userId':'%s','authUserId':'%s','organizationId':'%s',
    'sourceDefinitionId':'%s','destinationDefinitionId':'%s','connectionState':{'stateType':'not_set'},
    'syncCatalog':{'streams':[]},'builderProjectId':'%s','testingValues':{}}
    """
        .formatted(
            workspace,
            connection,
            source,
            destination,
            job,
            job,
            connection,
            user,
            user,
            Organization.ID,
            UUID.randomUUID(),
            UUID.randomUUID(),
            manifest);
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
        "tagId", tag,
        "userId", user,
        "permissionId", permission);
  }
}
