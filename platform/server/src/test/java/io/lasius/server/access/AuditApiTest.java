package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuditApiTest {
  private final ServerUnderTest server;
  private final Api admin;

  AuditApiTest(@TempDir Path folder) throws IOException {
    server = ServerUnderTest.start(folder, Map.of());
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

  private JsonNode newest() throws Exception {
    return admin.get("/audit?limit=1").json().path("data").path(0);
  }
}
