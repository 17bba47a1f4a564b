package io.lasius.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.StoredConnection;
import io.lasius.server.job.Jobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workspaces, and what goes with one that is deleted. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WorkspaceApiTest {
  private final ServerUnderTest server;
  private final Api api;

  WorkspaceApiTest(@TempDir Path folder) throws IOException {
    server = ServerUnderTest.start(folder, Map.of());
    api = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void whatIsInADeletedWorkspaceGoesWithIt() throws Exception {
    // No job of this test is to begin.
    assertThat(api.post("/pause", "{}").status()).isEqualTo(200);
    var workspace = create("short-lived");
    var connection = StoredConnection.in(server, UUID.fromString(workspace));
    var job = server.bean(Jobs.class).create(connection).number();
    api.post("/tags", "{'name':'t','workspaceId':'%s'}".formatted(workspace));

    assertThat(delete(workspace).status()).isEqualTo(204);

    assertThat(api.get("/workspaces/" + workspace).status()).isEqualTo(404);
    assertThat(api.get("/connections/" + connection.id()).status()).isEqualTo(404);
    assertThat(api.get("/sources/" + connection.sourceId()).status()).isEqualTo(404);
    assertThat(api.get("/destinations/" + connection.destinationId()).status()).isEqualTo(404);
    assertThat(api.get("/jobs/" + job).json().path("status").asText()).isEqualTo("cancelled");
    assertThat(api.get("/tags?workspaceIds=" + workspace).json().path("data")).isEmpty();
    assertThat(api.get("/tags").body()).doesNotContain(workspace);
    assertThat(api.get("/workspaces").body()).doesNotContain(workspace);
    assertThat(api.get("/workspaces?includeDeleted=true").body()).contains(workspace);
    assertThat(api.config("/workspaces/get", "{'workspaceId':'%s'}".formatted(workspace)).status())
        .isEqualTo(404);
    assertThat(
            api.config(
                    "/workspaces/get",
                    "{'workspaceId':'%s','includeTombstone':true}".formatted(workspace))
                .json()
                .path("tombstone")
                .asBoolean())
        .isTrue();
    assertThat(delete(workspace).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sources {'name':'n','configuration':{},",
        "/destinations {'name':'n','configuration':{},",
        "/tags {'name':'n',"
      })
  void nothingIsMadeInADeletedWorkspace(String call) throws Exception {
    var workspace = create("gone");
    assertThat(delete(workspace).status()).isEqualTo(204);
    var parts = call.split(" ", 2);

    var answer = api.post(parts[0], parts[1] + "'workspaceId':'%s'}".formatted(workspace));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("workspace", workspace);
  }

  @Test
  void theFirstWorkspaceStays() throws Exception {
    var answer = delete(Workspace.DEFAULT.toString());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("is there from the start");
    assertThat(api.get("/workspaces/" + Workspace.DEFAULT).status()).isEqualTo(200);
  }

  @Test
  void whatElseIsSentOfAWorkspaceDoesNoHarm() throws Exception {
    var workspace = create("kept");

    var changed =
        api.call("PATCH", "/workspaces/" + workspace, "{'notifications':{},'regionId':'auto'}");

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.body()).isEqualTo(api.get("/workspaces/" + workspace).body());
    assertThat(changed.body()).contains("\"name\":\"kept\"");
  }

  private String create(String name) throws Exception {
    var made = api.post("/workspaces", "{'name':'%s'}".formatted(name));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.json().path("workspaceId").asText();
  }

  private Api.Answer delete(String workspace) throws Exception {
    return api.call("DELETE", "/workspaces/" + workspace, null);
  }
}
