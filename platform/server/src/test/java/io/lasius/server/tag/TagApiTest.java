package io.lasius.server.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.StoredConnection;
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
import org.junit.jupiter.params.provider.CsvSource;

/** Tags, and the connections that have them. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TagApiTest {
  private static final String WORKSPACE = "00000000-0000-0000-0000-000000000001";

  private final ServerUnderTest server;
  private final Api api;

  TagApiTest(@TempDir Path folder) throws IOException {
    server = ServerUnderTest.start(folder, Map.of());
    api = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aTagIsMadeReadListedChangedAndDeleted() throws Exception {
    var made = create("nightly", "1a73e8");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    var id = made.json().path("tagId").asText();
    assertThat(made.body())
        .isEqualTo(
            "{\"tagId\":\"%s\",\"name\":\"nightly\",\"color\":\"1a73e8\",\"workspaceId\":\"%s\"}"
                .formatted(id, WORKSPACE));
    assertThat(api.get("/tags/" + id).json()).isEqualTo(made.json());
    assertThat(api.get("/tags?workspaceIds=" + WORKSPACE).body()).contains(id);
    assertThat(api.get("/tags?workspaceIds=" + UUID.randomUUID()).json().path("data")).isEmpty();
    assertThat(api.call("PATCH", "/tags/" + id, "{'name':'daily','color':'00ff00'}").body())
        .contains("\"name\":\"daily\",\"color\":\"00ff00\"");

    assertThat(api.call("DELETE", "/tags/" + id, null).status()).isEqualTo(204);

    assertThat(api.get("/tags/" + id).status()).isEqualTo(404);
    assertThat(api.get("/tags").body()).doesNotContain(id);
  }

  /** A client that is driven by sentences sends no more. */
  @Test
  void aNameIsEnoughForWhoeverSeesOneWorkspace() throws Exception {
    var user =
        api.post("/users", "{'name':'u','email':'u@example.com','password':'a long password'}");
    api.post(
        "/permissions",
        "{'userId':%s,'permissionType':'workspace_editor','workspaceId':'%s'}"
            .formatted(user.json().path("id"), WORKSPACE));
    Api.Answer made;
    try (var caller = Api.ofUser(api.address(), "u@example.com", "a long password")) {
      made = caller.post("/tags", "{'name':'lonely'}");
    }

    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(made.json().path("workspaceId").asText()).isEqualTo(WORKSPACE);
    assertThat(made.json().path("color").asText()).matches("[0-9a-f]{6}");
  }

  @Test
  void refusesASecondOneOfAName() throws Exception {
    create("twice", "000000");

    assertThat(create("twice", "111111").status()).isEqualTo(409);
    var other = create("other", "111111").json().path("tagId").asText();
    assertThat(api.call("PATCH", "/tags/" + other, "{'name':'twice'}").status()).isEqualTo(409);
    assertThat(api.call("PATCH", "/tags/" + other, "{'name':'other'}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "n, #12345, color",
    "n, 12345, color",
    "n, green!, color",
    "'', 000000, name",
    "a name of more than thirty letters, 000000, name"
  })
  void refusesWhatIsNoTag(String name, String color, String property) throws Exception {
    var answer = create(name, color);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(property);
  }

  @Test
  void connectionsHaveTagsAndAreFoundByThem() throws Exception {
    var first = create("first", "000000").json();
    var second = create("second", "000000").json();
    var tagged = "/connections/" + StoredConnection.in(server, UUID.fromString(WORKSPACE)).id();
    var plain = StoredConnection.in(server, UUID.fromString(WORKSPACE)).id().toString();

    var patched = api.call("PATCH", tagged, "{'tags':[%s,%s]}".formatted(second, first));

    assertThat(patched.status()).as(patched.body()).isEqualTo(200);
    assertThat(patched.json().path("tags")).containsExactly(second, first);
    assertThat(api.call("PATCH", tagged, "{'name':'renamed'}").json().path("tags")).hasSize(2);
    var id = first.path("tagId").asText();
    assertThat(
            api.get("/connections?tagIds=%s&tagIds=%s".formatted(id, UUID.randomUUID()))
                .json()
                .path("data"))
        .hasSize(1);
    assertThat(api.get("/connections").body()).contains(plain);
    assertThat(api.get("/connections?tagIds=" + id).body()).doesNotContain(plain);
    api.call("DELETE", "/tags/" + id, null);
    assertThat(api.get(tagged).json().path("tags")).containsExactly(second);
    assertThat(api.call("PATCH", tagged, "{'tags':[]}").json().path("tags")).isEmpty();
  }

  @Test
  void refusesATagOfAnotherWorkspace() throws Exception {
    var elsewhere = api.post("/workspaces", "{'name':'w'}").json().path("workspaceId").asText();
    var tag = api.post("/tags", "{'name':'t','workspaceId':'%s'}".formatted(elsewhere)).json();
    var connection = StoredConnection.in(server, UUID.fromString(WORKSPACE)).id();

    var answer = api.call("PATCH", "/connections/" + connection, "{'tags':[%s]}".formatted(tag));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("value-not-found", tag.path("tagId").asText());
  }

  private Api.Answer create(String name, String color) throws Exception {
    return api.post(
        "/tags", "{'name':'%s','color':'%s','workspaceId':'%s'}".formatted(name, color, WORKSPACE));
  }
}
