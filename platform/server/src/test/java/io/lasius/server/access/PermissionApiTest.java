package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
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

/** Users, and what they may do. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PermissionApiTest {
  private static final String ORGANIZATION = "00000000-0000-0000-0000-000000000000";
  private static final String WORKSPACE = "00000000-0000-0000-0000-000000000001";
  private static final String PASSWORD = "a long password";

  private final ServerUnderTest server;
  private final Api admin;

  PermissionApiTest(@TempDir Path folder) throws IOException {
    server = ServerUnderTest.start(folder, Map.of());
    admin = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aPermissionIsGivenReadChangedAndTaken() throws Exception {
    var user = user();
    assertThat(as(user).get("/workspaces").json().path("data")).isEmpty();

    var given = give(admin, user, "workspace_reader", "workspaceId", WORKSPACE);

    assertThat(given.body())
        .matches(
            "\\{\"permissionId\":\"[^\"]+\",\"permissionType\":\"workspace_reader\",\"userId\":\"%s\",\"workspaceId\":\"%s\"}"
                .formatted(user.id(), WORKSPACE));
    assertThat(as(user).get("/workspaces").json().path("data")).hasSize(1);
    var path = "/permissions/" + given.json().path("permissionId").asText();
    assertThat(admin.get(path).json()).isEqualTo(given.json());
    assertThat(admin.call("PATCH", path, "{'permissionType':'workspace_admin'}").body())
        .contains("\"workspace_admin\"");
    assertThat(admin.get("/permissions?userId=" + user.id()).json().path("data").path(0).toString())
        .contains(
            "\"permissionType\":\"workspace_admin\"",
            "\"scope\":\"workspace\",\"scopeId\":\"" + WORKSPACE);
    assertThat(admin.call("DELETE", path, null).status()).isEqualTo(204);
    assertThat(admin.get(path).status()).isEqualTo(404);
    assertThat(as(user).get("/workspaces").json().path("data")).isEmpty();
  }

  @Test
  void aPermissionOfTheOrganizationCountsInEachWorkspace() throws Exception {
    var user = user();
    var given = give(admin, user, "organization_editor", "organizationId", ORGANIZATION);
    assertThat(given.body()).contains("\"organizationId\":\"" + ORGANIZATION);

    assertThat(as(user).get("/workspaces/" + WORKSPACE).status()).isEqualTo(200);
    assertThat(as(user).call("PATCH", "/workspaces/" + WORKSPACE, "{}").status()).isEqualTo(403);
    assertThat(as(user).post("/pause", "{}").status()).isEqualTo(403);
  }

  @Test
  void anAdminOfAWorkspaceGivesPermissionsThereAndNowhereElse() throws Exception {
    var boss = user();
    var user = user();
    var elsewhere = admin.post("/workspaces", "{'name':'w'}").json().path("workspaceId").asText();
    give(admin, boss, "workspace_admin", "workspaceId", WORKSPACE);

    assertThat(give(as(boss), user, "workspace_editor", "workspaceId", WORKSPACE).status())
        .isEqualTo(200);
    assertThat(give(as(boss), user, "workspace_editor", "workspaceId", elsewhere).status())
        .isEqualTo(404);
    assertThat(give(as(boss), user, "organization_admin", "organizationId", ORGANIZATION).status())
        .isEqualTo(403);
    assertThat(as(boss).post("/users", "{'name':'n','email':'x@example.com'}").status())
        .isEqualTo(403);
    var own = as(user).get("/permissions").json().path("data");
    assertThat(own).hasSize(1);
    var path = "/permissions/" + own.path(0).path("permissionId").asText();
    assertThat(as(user).call("PATCH", path, "{'permissionType':'workspace_admin'}").status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "workspace_reader, organizationId, 00000000-0000-0000-0000-000000000000, 400",
    "organization_reader, workspaceId, 00000000-0000-0000-0000-000000000001, 400",
    "instance_admin, organizationId, 00000000-0000-0000-0000-000000000000, 400",
    "workspace_owner, workspaceId, 00000000-0000-0000-0000-000000000001, 400",
    "boss, workspaceId, 00000000-0000-0000-0000-000000000001, 400",
    "workspace_reader, workspaceId, 00000000-0000-0000-0000-000000000009, 404",
    "organization_reader, organizationId, 00000000-0000-0000-0000-000000000009, 404"
  })
  void refusesWhatMakesNoSense(String type, String scope, String id, int status) throws Exception {
    var answer = give(admin, user(), type, scope, id);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void refusesASecondPermissionForOnePlace() throws Exception {
    var user = user();
    give(admin, user, "workspace_reader", "workspaceId", WORKSPACE);

    var second = give(admin, user, "workspace_admin", "workspaceId", WORKSPACE);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body()).contains("workspace_reader", "change that one");
  }

  @Test
  void theFirstAdminStaysOne() throws Exception {
    var held = admin.get("/permissions?userId=" + ORGANIZATION).json().path("data").path(0);
    assertThat(held.path("permissionType").asText()).isEqualTo("instance_admin");
    assertThat(held.path("scopeId").asText()).isEqualTo(ORGANIZATION);

    var path = "/permissions/" + held.path("permissionId").asText();

    assertThat(admin.call("DELETE", path, null).status()).isEqualTo(409);
    assertThat(admin.call("DELETE", "/users/" + ORGANIZATION, null).status()).isEqualTo(409);
  }

  @Test
  void aUserIsListedChangedAndDeletedWithAllThatIsTheirs() throws Exception {
    var user = user();
    give(admin, user, "workspace_reader", "workspaceId", WORKSPACE);
    var token = as(user).post("/personalTokens", "{'name':'t'}").json().path("token").asText();
    var list = "/users?organizationId=" + ORGANIZATION;
    assertThat(admin.get(list + "&emails=" + user.email()).json().path("data")).hasSize(1);
    assertThat(admin.get(list + "&ids=" + UUID.randomUUID()).json().path("data")).isEmpty();
    assertThat(as(user).get(list).json().path("data")).hasSize(1);
    assertThat(admin.get("/users").status()).isEqualTo(400);

    assertThat(admin.call("PATCH", "/users/" + user.id(), "{'name':'renamed'}").body())
        .contains("\"name\":\"renamed\"", user.email());
    assertThat(
            as(user)
                .call("PUT", "/users/" + user.id() + "/password", "{'password':'another one'}")
                .status())
        .isEqualTo(204);
    assertThat(as(user).get("/users/me").status()).isEqualTo(401);
    assertThat(admin.call("DELETE", "/users/" + user.id(), null).status()).isEqualTo(204);

    assertThat(new Api(admin.address(), "Bearer " + token).get("/workspaces").status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "n, admin@localhost, a long password, 409",
    "n, nobody, a long password, 400",
    "n, a:b@example.com, a long password, 400",
    "n, short@example.com, short, 400",
    "' ', blank@example.com, a long password, 400"
  })
  void refusesAUserThatCouldNotLogIn(String name, String email, String password, int status)
      throws Exception {
    var answer =
        admin.post(
            "/users",
            "{'name':'%s','email':'%s','password':'%s'}".formatted(name, email, password));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain(password);
  }

  @Test
  void tellsTheOrganization() throws Exception {
    assertThat(admin.get("/organizations").body())
        .isEqualTo(
            "{\"data\":[{\"organizationId\":\"%s\",\"organizationName\":\"Lasius\",\"email\":\"admin@localhost\"}]}"
                .formatted(ORGANIZATION));
  }

  /** Somebody with a password. */
  private record Somebody(String id, String email) {}

  private Somebody user() throws Exception {
    var email = UUID.randomUUID() + "@example.com";
    var made =
        admin.post(
            "/users", "{'name':'u','email':'%s','password':'%s'}".formatted(email, PASSWORD));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return new Somebody(made.json().path("id").asText(), email);
  }

  private Api as(Somebody user) {
    return Api.ofUser(admin.address(), user.email(), PASSWORD);
  }

  private static Api.Answer give(
      Api giver, Somebody user, String type, String scope, String scopeId) throws Exception {
    return giver.post(
        "/permissions",
        "{'userId':'%s','permissionType':'%s','%s':'%s'}"
            .formatted(user.id(), type, scope, scopeId));
  }
}
