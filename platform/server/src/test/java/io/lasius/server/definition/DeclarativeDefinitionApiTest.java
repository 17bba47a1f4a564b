package io.lasius.server.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.secret.SecretOwner;
import io.lasius.server.secret.SecretStore;
import io.lasius.server.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions of sources that are described and not programmed. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeclarativeDefinitionApiTest {
  private static final String DEFINITIONS =
      "/workspaces/%s/definitions/".formatted(Workspace.DEFAULT);
  private static final String PATH = DEFINITIONS + "declarative_sources";

  /** Whose configuration has a key. */
  private static final String MANIFEST =
      "{'version':'%s','spec':{'connection_specification':{'type':'object','required':['key']}}}";

  /** Whose configuration has a key that is a secret. */
  private static final String SECRET_KEY =
      "{'spec':{'connection_specification':{'properties':{'key':{'airbyte_secret':true}}}}}";

  private final ServerUnderTest server;
  private final Api api;

  DeclarativeDefinitionApiTest(@TempDir Path folder) throws IOException {
    server =
        ServerUnderTest.start(folder, Map.of("lasius.declarative-image", "lasius/manifests:1"));
    api = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void areMadeReadListedChangedAndDeleted() throws Exception {
    var made = api.post(PATH, "{'name':'crm','manifest':%s}".formatted(MANIFEST.formatted("1")));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    var id = made.json().path("id").asText();
    assertThat(made.body())
        .isEqualTo(
            "{\"id\":\"%s\",\"name\":\"crm\",\"manifest\":%s,\"version\":1}"
                .formatted(id, MANIFEST.formatted("1").replace('\'', '"')));
    assertThat(api.get(PATH + "/" + id).body()).isEqualTo(made.body());
    assertThat(api.get(PATH).body()).contains(made.body(), "\"next\":\"\"");

    var changed =
        api.call(
            "PUT",
            PATH + "/" + id,
            "{'manifest':%s,'workspaceId':'%s'}"
                .formatted(MANIFEST.formatted("2"), Workspace.DEFAULT));

    assertThat(changed.json().path("version").asLong()).isEqualTo(2);
    assertThat(changed.json().at("/manifest/version").asText()).isEqualTo("2");
    assertThat(api.get(PATH + "/" + id).body()).isEqualTo(changed.body());
    // An image stands for all of them, and is none of the connectors that a workspace has.
    assertThat(api.get(DEFINITIONS + "sources").body()).doesNotContain(id);
    assertThat(api.get(DEFINITIONS + "sources/" + id).status()).isEqualTo(404);
    assertThat(api.get("/connector_definitions?type=source").body()).contains(id);

    var deleted = api.call("DELETE", PATH + "/" + id, null);

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.body()).isEqualTo(changed.body());
    assertThat(api.get(PATH + "/" + id).status()).isEqualTo(404);
    assertThat(api.get(PATH).body()).doesNotContain(id);
  }

  @Test
  void haveOneManifestForEachVersionWhoeverChangesThem() throws Exception {
    var id = made(MANIFEST.formatted("1"));

    List<Api.Answer> answers;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Api.Answer> change =
          () ->
              api.call(
                  "PUT", PATH + "/" + id, "{'manifest':%s}".formatted(MANIFEST.formatted("2")));
      answers =
          threads.invokeAll(Collections.nCopies(8, change)).stream()
              .map(Future::resultNow)
              .toList();
    }

    assertThat(answers).extracting(Api.Answer::status).contains(200).isSubsetOf(200, 409);
    var versions =
        answers.stream()
            .filter(answer -> answer.status() == 200)
            .map(answer -> answer.json().path("version").asLong())
            .toList();
    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(2, versions.size() + 1).boxed().toList());
    assertThat(api.get(PATH + "/" + id).json().path("version").asLong())
        .isEqualTo(versions.size() + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'crm'}",
        "{'name':'crm','manifest':{}}",
        "{'name':'crm','manifest':{'spec':{'connection_specification':1}}}",
        "{'manifest':{'spec':{'connection_specification':{}}}}",
        "{'name':' ','manifest':{'spec':{'connection_specification':{}}}}"
      })
  void areRefusedWhereTheyMakeNoSense(String body) throws Exception {
    var answer = api.post(PATH, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
  }

  @Test
  void areTheirOwnProjectsForClientsOfTheConnectorBuilder() throws Exception {
    var id = made(MANIFEST.formatted("1"));

    var project =
        api.config(
            "/connector_builder_projects/get_for_definition_id",
            "{'actorDefinitionId':'%s','workspaceId':'%s'}".formatted(id, Workspace.DEFAULT));
    var manifest =
        api.config(
            "/connector_builder_projects/get_with_manifest",
            "{'builderProjectId':'%s','workspaceId':'%s'}".formatted(id, Workspace.DEFAULT));
    var nobody =
        api.config(
            "/connector_builder_projects/get_for_definition_id",
            "{'actorDefinitionId':'%s'}".formatted(UUID.randomUUID()));

    assertThat(project.body())
        .isEqualTo(
            "{\"builderProjectId\":\"%s\",\"workspaceId\":\"%s\"}"
                .formatted(id, Workspace.DEFAULT));
    assertThat(manifest.json().at("/builderProject/name").asText()).isEqualTo("crm");
    assertThat(manifest.json().at("/declarativeManifest/manifest/version").asText()).isEqualTo("1");
    assertThat(manifest.json().at("/declarativeManifest/version").asLong()).isEqualTo(1);
    assertThat(nobody.status()).isEqualTo(404);
  }

  @Test
  void keepTheValuesThatTheyAreTriedWithAndShowNoSecretOfThem() throws Exception {
    var id = made(SECRET_KEY);
    assertThat(project(id).at("/builderProject/testingValues").isMissingNode()).isTrue();

    var first = testingValues(id, "{'key':'hunter2-geheim','since':'2024'}");
    var second = testingValues(id, "{'key':'**********','since':'2025'}");

    assertThat(first.body()).isEqualTo("{\"key\":\"**********\",\"since\":\"2024\"}");
    assertThat(second.body()).isEqualTo("{\"key\":\"**********\",\"since\":\"2025\"}");
    assertThat(project(id).at("/builderProject/testingValues")).isEqualTo(second.json());
    assertThat(testingValues(UUID.randomUUID().toString(), "{}").status()).isEqualTo(404);
    assertThat(testingValues(id, "{'other':{'_secret':'x'}}").status()).isEqualTo(422);
    assertThat(testingValues(id, "{'key':{'_secret':'env:OTHERS'}}").status()).isEqualTo(422);
    assertThat(testingValues(made(SECRET_KEY), "{'key':'**********'}").status()).isEqualTo(422);
    assertThat(project(id).at("/builderProject/testingValues")).isEqualTo(second.json());
  }

  @Test
  void keepASecretOneWhereTheManifestCallsItNoneAnyMore() throws Exception {
    var id = made(SECRET_KEY);
    assertThat(testingValues(id, "{'key':'hunter2-geheim'}").status()).isEqualTo(200);

    var change = "{'manifest':%s}".formatted(MANIFEST.formatted("2"));
    assertThat(api.call("PUT", PATH + "/" + id, change).status()).isEqualTo(200);

    assertThat(project(id).at("/builderProject/testingValues/key").asText())
        .isEqualTo("**********");
  }

  @Test
  void loseTheValuesThatTheyAreTriedWithWhereTheirWorkspaceIsDeleted() throws Exception {
    var workspace = api.post("/workspaces", "{'name':'w'}").json().path("workspaceId").asText();
    var path = PATH.replace(Workspace.DEFAULT.toString(), workspace);
    var id = made(path, SECRET_KEY);
    assertThat(testingValues(id, "{'key':'hunter2-geheim'}").status()).isEqualTo(200);
    var owner = new SecretOwner.Definition(UUID.fromString(id), UUID.fromString(workspace));
    assertThat(server.bean(SecretStore.class).ids(owner)).hasSize(1);

    assertThat(api.call("DELETE", "/workspaces/" + workspace, null).status()).isEqualTo(204);

    assertThat(server.bean(SecretStore.class).ids(owner)).isEmpty();
    assertThat(server.bean(DefinitionStore.class).findTestingValues(owner.id())).isEmpty();
  }

  private String made(String manifest) throws Exception {
    return made(PATH, manifest);
  }

  private String made(String path, String manifest) throws Exception {
    var made = api.post(path, "{'name':'crm','manifest':%s}".formatted(manifest));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.json().path("id").asText();
  }

  private Api.Answer testingValues(String id, String values) throws Exception {
    return api.config(
        "/connector_builder_projects/update_testing_values",
        "{'workspaceId':'%s','builderProjectId':'%s','testingValues':%s,'spec':{}}"
            .formatted(Workspace.DEFAULT, id, values));
  }

  private JsonNode project(String id) throws Exception {
    return api.config(
            "/connector_builder_projects/get_with_manifest",
            "{'builderProjectId':'%s'}".formatted(id))
        .json();
  }

  @Test
  void areThoseOfTheirWorkspaceAlone() throws Exception {
    var id = made(MANIFEST.formatted("1"));
    var other = api.post("/workspaces", "{'name':'other'}").json().path("workspaceId").asText();
    var there = PATH.replace(Workspace.DEFAULT.toString(), other);

    assertThat(api.get(there).json().path("data")).isEmpty();
    assertThat(api.get(there + "/" + id).status()).isEqualTo(404);
    assertThat(
            api.get(PATH.replace(Workspace.DEFAULT.toString(), UUID.randomUUID().toString()))
                .status())
        .isEqualTo(404);
  }
}
