package io.lasius.server.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.workspace.Workspace;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connector of Airbyte's, mirrored, that clients ask for by the id of its registry. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegistryIdIT {
  private static final String REGISTRY_ID = "6371b14b-bc68-4236-bfbd-468e8df8e968";
  private static final String REPOSITORY = "mirror.example/airbyte/source-pokeapi";

  private final ServerUnderTest server;
  private final Api api;
  private final String others;
  private final String own;

  RegistryIdIT(@TempDir Path folder) throws Exception {
    Docker.ofTests().lines("tag", "lasius/source-file:dev", REPOSITORY + ":dev");
    server = ServerUnderTest.start(folder, Map.of());
    api = server.api();
    var workspace = api.post("/workspaces", "{'name':'other'}").json().path("workspaceId").asText();
    others = definition(workspace);
    own = definition(Workspace.DEFAULT.toString());
  }

  private String definition(String workspace) throws Exception {
    var answer =
        api.post(
            "/workspaces/%s/definitions/sources".formatted(workspace),
            "{'name':'pokeapi','dockerRepository':'%s','dockerImageTag':'dev'}"
                .formatted(REPOSITORY));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("id").asText();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void isThatOfTheFirstThatIsMade() {
    assertThat(others).isEqualTo(REGISTRY_ID);
    assertThat(own).isNotEqualTo(REGISTRY_ID);
  }

  @Test
  void makesASourceAndComesBackWithEachChangeOfIt() throws Exception {
    var source = new Operator(api).source(REGISTRY_ID, "{'path':'/local/*.csv'}");

    var path = "/sources/" + source;
    var changed =
        api.call("PATCH", path, "{'name':'mine','definitionId':'%s'}".formatted(REGISTRY_ID));
    var moved = api.call("PATCH", path, "{'definitionId':'%s'}".formatted(Workspace.DEFAULT));

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.json().path("definitionId").asText()).isEqualTo(own);
    assertThat(moved.status()).isEqualTo(400);
  }

  @Test
  void findsTheDefinitionAndItsSpecification() throws Exception {
    var body =
        "{'sourceDefinitionId':'%s','workspaceId':'%s'}".formatted(REGISTRY_ID, Workspace.DEFAULT);
    var specification = api.config("/source_definition_specifications/get", body);

    assertThat(specification.status()).as(specification.body()).isEqualTo(200);
    assertThat(specification.json().path("sourceDefinitionId").asText()).isEqualTo(own);
    assertThat(api.config("/source_definitions/get", body).json().path("sourceDefinitionId"))
        .isEqualTo(specification.json().path("sourceDefinitionId"));
    assertThat(api.get(path("sources")).json().path("id").asText()).isEqualTo(own);
    assertThat(api.get(path("destinations")).status()).isEqualTo(404);
    assertThat(
            api.config(
                    "/destination_definitions/get",
                    body.replace("sourceDefinitionId", "destinationDefinitionId"))
                .status())
        .isEqualTo(404);
  }

  /** Whoever sends a deletion twice would else delete another one by the second. */
  @Test
  void changesAndDeletesNothing() throws Exception {
    var change = "{'name':'renamed','dockerImageTag':'dev'}";

    assertThat(api.call("PUT", path("sources"), change).status()).isEqualTo(404);
    assertThat(api.call("DELETE", path("sources"), null).status()).isEqualTo(404);

    assertThat(api.get(path("sources")).json().path("name").asText()).isEqualTo("pokeapi");
  }

  private static String path(String kind) {
    return "/workspaces/%s/definitions/%s/%s".formatted(Workspace.DEFAULT, kind, REGISTRY_ID);
  }
}
