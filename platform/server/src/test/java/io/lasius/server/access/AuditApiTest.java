package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.StoredConnection;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.CountQuery;
import io.lasius.server.connection.CountQueryStore;
import io.lasius.server.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuditApiTest {
  private final ServerUnderTest server;
  private final Api admin;

  AuditApiTest(@TempDir Path folder) throws IOException {
    server =
        ServerUnderTest.start(folder, Map.of("lasius.declarative-image", "lasius/manifests:1"));
    admin = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void tellsWhoMadeWhat() throws Exception {
    var workspace = admin.post("/workspaces", "{'name':'w'}").json().path("workspaceId").asText();

    var entry = newest();

    assertThat(entry.path("userName").asText()).isEqualTo("admin");
    assertThat(entry.path("way").asText()).isEqualTo("application credentials file");
    assertThat(entry.path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(entry.path("action").asText()).isEqualTo("POST /api/public/v1/workspaces");
    assertThat(entry.path("objectId").asText()).isEqualTo(workspace);
    assertThat(entry.path("workspaceId").asText()).isEqualTo(workspace);
    assertThat(entry.path("status").asInt()).isEqualTo(200);
  }

  @Test
  void tellsWhichFieldsChangedAndNoValues() throws Exception {
    var workspace = admin.post("/workspaces", "{'name':'w'}").json().path("workspaceId").asText();

    var changed =
        admin.call(
            "PATCH",
            "/workspaces/" + workspace,
            """
            {'name':'renamed','notifications':{'failure':
              {'webhook':{'enabled':true,'url':'https://chat.example/hooks/planted-secret'}}}}\
            """);

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    var entry = newest();
    assertThat(entry.path("action").asText())
        .isEqualTo("PATCH /api/public/v1/workspaces/{workspaceId}");
    assertThat(entry.path("changedFields").toString()).contains("/name", "/notifications/failure");
    assertThat(entry.toString()).doesNotContain("planted-secret", "renamed");
  }

  @Test
  void tellsWhatWasRefused() throws Exception {
    var made =
        admin.post(
            "/users", "{'name':'eve','email':'eve@example.com','password':'a long password'}");
    assertThat(made.status()).isEqualTo(200);
    assertThat(admin.get("/audit?limit=1").body()).doesNotContain("a long password");
    try (var eve = Api.ofUser(admin.address(), "eve@example.com", "a long password")) {
      assertThat(eve.post("/pause", "{}").status()).isEqualTo(403);
      assertThat(eve.get("/audit").status()).isEqualTo(403);
    }

    var entry = newest();

    assertThat(entry.path("userName").asText()).isEqualTo("eve");
    assertThat(entry.path("way").asText()).isEqualTo("password");
    assertThat(entry.path("action").asText()).isEqualTo("POST /api/public/v1/pause");
    assertThat(entry.path("status").asInt()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT | /recordChecks | {'schema':'fail','size':'off'} | /schema",
        "PUT | /queue | {'priority':'high'} | /priority",
        "PUT | /countQueries | [] | /0",
        "POST | /states/import | {'type':'LEGACY','data':{'cursor':'planted-secret'}} | /states/all streams together",
        "POST | /states/import?dryRun=true | {'type':'LEGACY','data':{'cursor':1}} |"
      })
  void tellsWhatChangedOfAConnectionBesideItself(
      String method, String path, String body, @Nullable String field) throws Exception {
    var connection = StoredConnection.in(server, Workspace.DEFAULT).id();
    var query = new CountQuery(StreamDescriptor.of("users"), ConnectorRole.SOURCE, "SELECT 1");
    server.bean(CountQueryStore.class).put(connection, List.of(query));

    var changed = admin.call(method, "/connections/" + connection + path, body);

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    var entry = newest();
    assertThat(entry.path("objectId").asText()).isEqualTo(connection.toString());
    assertThat(changedFields(entry)).isEqualTo(field == null ? List.of() : List.of(field));
    assertThat(entry.toString()).doesNotContain("planted-secret");
  }

  @Test
  void tellsOfWhichStreamsTheStatesWereSet() throws Exception {
    var stored = StoredConnection.in(server, Workspace.DEFAULT);
    var users = StoreUnderTest.incremental(StreamDescriptor.of("users"));
    var connection = server.bean(ConnectionStore.class).update(stored.with(List.of(users))).id();
    var states = "/connections/%s/states".formatted(connection);
    var state =
        "[{'type':'STREAM','stream':{'stream_descriptor':{'name':'users'},'stream_state':{'id':1}}}]";
    assertThat(admin.post(states + "/import?force=true", state).status()).isEqualTo(200);
    var version = admin.get(states).json().at("/data/0/version").asLong();

    var cleared =
        admin.config(
            "/state/create_or_update_safe",
            "{'connectionId':'%s','connectionState':{'stateType':'not_set'}}"
                .formatted(connection));
    var entryOfClear = newest();
    var restored =
        admin.post(states + "/restore", "{'version':%d,'force':true}".formatted(version));

    assertThat(cleared.status()).as(cleared.body()).isEqualTo(200);
    assertThat(entryOfClear.path("objectId").asText()).isEqualTo(connection.toString());
    assertThat(changedFields(entryOfClear)).containsExactly("/states/users");
    assertThat(restored.status()).as(restored.body()).isEqualTo(200);
    assertThat(changedFields(newest())).containsExactly("/states/users");
  }

  @Test
  void tellsThatAPasswordWasSetAndNotWhich() throws Exception {
    var user =
        admin.post("/users", "{'name':'pat','email':'pat@example.com'}").json().path("id").asText();

    var set =
        admin.call("PUT", "/users/%s/password".formatted(user), "{'password':'planted-secret'}");

    assertThat(set.status()).as(set.body()).isEqualTo(204);
    var entry = newest();
    assertThat(entry.path("objectId").asText()).isEqualTo(user);
    assertThat(changedFields(entry)).containsExactly("/password");
    assertThat(entry.toString()).doesNotContain("planted-secret");
  }

  @Test
  void tellsWhichTestingValuesChangedAndOfASecretNoMoreThanThat() throws Exception {
    var manifest =
        "{'spec':{'connection_specification':{'properties':{'key':{'airbyte_secret':true}}}}}";
    var project =
        admin
            .post(
                "/workspaces/%s/definitions/declarative_sources".formatted(Workspace.DEFAULT),
                "{'name':'crm','manifest':%s}".formatted(manifest))
            .json()
            .path("id")
            .asText();
    assertThat(tryWith(project, "{'key':'planted-secret','since':'2024'}")).isEqualTo(200);
    var first = newest();

    assertThat(tryWith(project, "{'key':'planted-secret 2','since':'2024'}")).isEqualTo(200);

    assertThat(first.path("objectId").asText()).isEqualTo(project);
    assertThat(changedFields(first)).containsExactlyInAnyOrder("/key", "/since");
    assertThat(changedFields(newest())).singleElement().asString().startsWith("/key");
    assertThat(first.toString() + newest()).doesNotContain("planted-secret");
  }

  private int tryWith(String project, String values) throws Exception {
    return admin
        .config(
            "/connector_builder_projects/update_testing_values",
            "{'builderProjectId':'%s','testingValues':%s}".formatted(project, values))
        .status();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/api/public/v1/jobs | {'connectionId':'%s','jobType':'sync'}",
        "/api/public/v1/jobs | {'connectionId':'%s','jobType':'bake'}",
        "/api/v1/connections/sync | {'connectionId':'%s'}",
        "/api/v1/connections/reset | {'connectionId':'%s'}",
        "/api/v1/connections/clear | {'connectionId':'%s'}",
        "/api/v1/connections/refresh | {'connectionId':'%s'}",
        "/api/v1/web_backend/connections/update | {'connectionId':'%s'}",
        "/api/v1/state/create_or_update_safe | {'connectionId':'%s','connectionState':{}}",
        "/api/v1/sources/check_connection | {'sourceId':'%s'}",
        "/api/v1/destinations/check_connection | {'destinationId':'%s'}",
        "/api/v1/connector_builder_projects/update_testing_values | {'builderProjectId':'%s'}",
        "/api/v1/users/update | {'userId':'%s'}"
      })
  void tellsWhatARefusedRequestWasAbout(String path, String body) throws Exception {
    var id = UUID.randomUUID().toString();

    var refused = admin.callAbsolute("POST", path, body.formatted(id));

    assertThat(refused.status()).as(refused.body()).isIn(400, 404);
    assertThat(newest().path("action").asText()).endsWith(path);
    assertThat(newest().path("objectId").asText()).isEqualTo(id);
  }

  @Test
  void tellsWhatTheEndpointItselfRefused() throws Exception {
    var workspace = admin.post("/workspaces", "{'name':'w'}").json().path("workspaceId").asText();

    assertThat(admin.call("PATCH", "/workspaces/" + workspace, "{'name':' '}").status())
        .isEqualTo(400);

    assertThat(newest().path("status").asInt()).isEqualTo(400);
    assertThat(newest().path("changedFields")).isEmpty();
  }

  @Test
  void tellsOfAnObjectThatCannotBe() throws Exception {
    var id = "x".repeat(300);

    assertThat(admin.call("DELETE", "/connections/" + id, null).status()).isEqualTo(400);

    assertThat(newest().path("status").asInt()).isEqualTo(400);
    assertThat(newest().path("objectId").asText()).isEqualTo("x".repeat(64));
  }

  @Test
  void tellsAnAdminOfAWorkspaceWhatWasDoneThere() throws Exception {
    var workspace = admin.post("/workspaces", "{'name':'w'}").json().path("workspaceId").asText();
    admin.post("/workspaces", "{'name':'other'}");

    var found = admin.get("/workspaces/" + workspace + "/audit").json().path("data");

    assertThat(found).hasSize(1);
    assertThat(found.path(0).path("objectId").asText()).isEqualTo(workspace);
  }

  @Test
  void readingLeavesNoEntry() throws Exception {
    admin.post("/workspaces", "{'name':'last'}");
    var before = admin.get("/audit?limit=100").body();

    admin.get("/workspaces");

    assertThat(admin.get("/audit?limit=100").body()).isEqualTo(before);
  }

  private static List<String> changedFields(JsonNode entry) {
    return entry.path("changedFields").valueStream().map(JsonNode::asText).toList();
  }

  private JsonNode newest() throws Exception {
    return admin.get("/audit?limit=1").json().path("data").path(0);
  }
}
