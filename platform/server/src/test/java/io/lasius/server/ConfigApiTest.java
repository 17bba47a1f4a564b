package io.lasius.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.access.Organization;
import io.lasius.server.workspace.Workspace;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
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

/** What of Airbyte's configuration API needs no connector. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConfigApiTest {
  private static final String SOURCE_FILE = "3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e01";
  private static final String DESTINATION_FILE = "3d2c5e0a-6f0b-4a8e-9b53-0c1f6a7d1e03";

  private final ServerUnderTest server;
  private final Api api;

  ConfigApiTest(@TempDir Path folder) throws IOException {
    server = ServerUnderTest.start(folder, Map.of());
    api = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void listsDefinitionsByTheirRole() throws Exception {
    var sources = api.config("/source_definitions/list", "{}");
    var destinations = api.config("/destination_definitions/list", "{}");

    assertThat(sources.body())
        .startsWith("{\"sourceDefinitions\":[" + definition("source", SOURCE_FILE, "source-file"))
        .doesNotContain("destination");
    assertThat(destinations.json().findValuesAsText("name"))
        .containsExactly("destination-file", "destination-discard", "destination-postgres");
    assertThat(destinations.json().findValuesAsText("destinationDefinitionId")).hasSize(3);
  }

  @Test
  void listsWhatAWorkspaceMayUseAndAllWhereNobodyIsNamed() throws Exception {
    var ofWorkspace =
        api.config("/source_definitions/list", "{'workspaceId':'%s'}".formatted(Workspace.DEFAULT));
    var withoutBody =
        api.send(api.requestAt("/api/v1/source_definitions/list/").POST(BodyPublishers.noBody()));

    assertThat(ofWorkspace.json().findValuesAsText("name")).contains("source-file");
    assertThat(withoutBody.body()).isEqualTo(ofWorkspace.body());
  }

  @Test
  void showsOneDefinition() throws Exception {
    var shown =
        api.config(
            "/destination_definitions/get",
            "{'destinationDefinitionId':'%s'}".formatted(DESTINATION_FILE));

    assertThat(shown.body())
        .isEqualTo(definition("destination", DESTINATION_FILE, "destination-file"));
  }

  private static String definition(String role, String id, String name) {
    return """
    {"%sDefinitionId":"%s","name":"%s","dockerRepository":"lasius/%s","dockerImageTag":"dev","custom":false}\
    """
        .formatted(role, id, name, name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/source_definitions/get",
        "/source_definition_specifications/get",
        "/destination_definitions/get",
        "/destination_definition_specifications/get"
      })
  void answers404WhereThereIsNoSuchDefinition(String path) throws Exception {
    var role = path.substring(1, path.indexOf('_'));
    var ofTheOtherRole = role.equals("source") ? DESTINATION_FILE : SOURCE_FILE;

    var answer = api.config(path, "{'%sDefinitionId':'%s'}".formatted(role, ofTheOtherRole));
    var unnamed = api.config(path, "{}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(unnamed.status()).isEqualTo(400);
    assertThat(unnamed.json().path("detail").asText()).contains(role + "DefinitionId");
  }

  @Test
  void showsWorkspaces() throws Exception {
    var shown =
        """
        {"workspaceId":"%s","organizationId":"%s","name":"Default","slug":"%s","tombstone":false}\
        """
            .formatted(Workspace.DEFAULT, Organization.ID, Workspace.DEFAULT);

    var listed = api.config("/workspaces/list", "{}");
    var got =
        api.config(
            "/workspaces/get/",
            "{'workspaceId':'%s','includeTombstone':true}".formatted(Workspace.DEFAULT));
    var nobody = api.config("/workspaces/get", "{'workspaceId':'%s'}".formatted(UUID.randomUUID()));

    assertThat(listed.body()).isEqualTo("{\"workspaces\":[%s]}".formatted(shown));
    assertThat(got.body()).isEqualTo(shown);
    assertThat(nobody.status()).isEqualTo(404);
  }

  @Test
  void showsTheWorkspacesOfTheOrganization() throws Exception {
    var organization = "'organizationId':'%s'".formatted(Organization.ID);

    var all = api.config("/workspaces/list_by_organization_id", "{%s}".formatted(organization));
    var named =
        api.config(
            "/workspaces/list_by_organization_id",
            "{%s,'nameContains':'FAUL','pagination':{'pageSize':10}}".formatted(organization));
    var behind =
        api.config(
            "/workspaces/list_by_organization_id",
            "{%s,'pagination':{'pageSize':10,'rowOffset':1}}".formatted(organization));
    var ofAnother =
        api.config(
            "/workspaces/list_by_organization_id",
            "{'organizationId':'%s'}".formatted(UUID.randomUUID()));

    assertThat(all.json().findValuesAsText("name")).containsExactly("Default");
    assertThat(named.body()).isEqualTo(all.body());
    assertThat(behind.body()).isEqualTo("{\"workspaces\":[]}");
    assertThat(ofAnother.status()).isEqualTo(404);
  }

  @Test
  void showsTheOrganization() throws Exception {
    var shown =
        "{\"organizationId\":\"%s\",\"organizationName\":\"Lasius\",\"sso\":false}"
            .formatted(Organization.ID);

    var named =
        api.config(
            "/organizations/get_organization_info",
            "{'organizationId':'%s'}".formatted(Organization.ID));
    var ofWorkspace =
        api.config(
            "/workspaces/get_organization_info",
            "{'workspaceId':'%s'}".formatted(Workspace.DEFAULT));
    var ofUser =
        api.config("/organizations/list_by_user_id", "{'userId':'%s'}".formatted(userId()));

    assertThat(named.body()).isEqualTo(shown);
    assertThat(ofWorkspace.body()).isEqualTo(shown);
    assertThat(ofUser.body()).isEqualTo("{\"organizations\":[%s]}".formatted(shown));
  }

  @Test
  void showsWhoOwnsATokenAndWhatTheyMayDo() throws Exception {
    var user =
        api.config(
            "/users/get_by_auth_id",
            "{'authUserId':'%s','authProvider':'keycloak'}".formatted(userId()));
    var another =
        api.config("/users/get_by_auth_id", "{'authUserId':'%s'}".formatted(UUID.randomUUID()));
    var permissions =
        api.config("/permissions/list_by_user", "{'userId':'%s'}".formatted(userId()));

    assertThat(user.json().path("userId").asText()).isEqualTo(userId());
    assertThat(user.json().path("defaultWorkspaceId").asText())
        .isEqualTo(Workspace.DEFAULT.toString());
    assertThat(another.status()).isEqualTo(404);
    assertThat(permissions.json().findValuesAsText("permissionType"))
        .containsExactly("instance_admin");
  }

  @Test
  void beginsInTheWorkspaceThatAUserChoseForAsLongAsItIsThere() throws Exception {
    var made = api.post("/workspaces", "{'name':'chosen'}").json().path("workspaceId").asText();

    var changed = beginIn(made);

    assertThat(changed.json().path("defaultWorkspaceId").asText()).isEqualTo(made);
    assertThat(defaultWorkspace()).isEqualTo(made);
    assertThat(beginIn(UUID.randomUUID().toString()).status()).isEqualTo(404);
    assertThat(api.call("DELETE", "/workspaces/" + made, null).status()).isEqualTo(204);
    assertThat(defaultWorkspace()).isEqualTo(Workspace.DEFAULT.toString());
    assertThat(api.config("/users/update", "{'userId':'%s'}".formatted(userId())).body())
        .doesNotContain("defaultWorkspaceId");
    assertThat(beginIn(made).status()).isEqualTo(404);
  }

  private Api.Answer beginIn(String workspace) throws Exception {
    return api.config(
        "/users/update",
        "{'userId':'%s','defaultWorkspaceId':'%s'}".formatted(userId(), workspace));
  }

  private String defaultWorkspace() throws Exception {
    return api.config("/users/get_by_auth_id", "{'authUserId':'%s'}".formatted(userId()))
        .json()
        .path("defaultWorkspaceId")
        .asText();
  }

  @Test
  void changesTheNameOfAUser() throws Exception {
    var changed = api.config("/users/update", "{'userId':'%s','name':'Ada'}".formatted(userId()));
    var another =
        api.config("/users/update", "{'userId':'%s','name':'x'}".formatted(UUID.randomUUID()));

    assertThat(changed.json().path("name").asText()).isEqualTo("Ada");
    assertThat(api.get("/users/me").json().path("name").asText()).isEqualTo("Ada");
    assertThat(another.status()).isEqualTo(404);
  }

  private String userId() throws Exception {
    return api.get("/users/me").json().path("id").asText();
  }
}
