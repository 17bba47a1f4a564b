package io.lasius.server.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Database;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources and destinations over HTTP, on whatever database. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ActorApiContract {
  private static final String MASK = "**********";

  private final Path folder;
  private final ServerUnderTest server;
  private final Api api;
  private final String definition;

  ActorApiContract(Database database, Path folder) throws Exception {
    this.folder = folder;
    server = ServerUnderTest.start(folder, database.settings(folder));
    api = server.api();
    definition = VaultConnector.define(new Operator(api));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void answersAsClientsReadIt() throws Exception {
    var created = create("a source", VaultConnector.configuration(VaultConnector.PASSWORD));

    assertThat(created.body())
        .matches(
            """
            \\{"sourceId":"[0-9a-f-]{36}","name":"a source","sourceType":"vault","definitionId":"%s",\
            "workspaceId":"%s","configuration":\\{"host":"h","password":"\\*{10}"},"createdAt":\\d{10}}\
            """
                .formatted(definition, Workspace.DEFAULT));
    assertThat(api.get("/sources/" + id(created)).body()).isEqualTo(created.body());
    assertThat(list("?limit=100")).contains(created.body());
  }

  @Test
  void findsAConnectorByItsShortNameInTheConfiguration() throws Exception {
    var answer =
        api.post(
            "/destinations",
            "{'name':'d','workspaceId':'%s','configuration':{'destinationType':'file'}}"
                .formatted(Workspace.DEFAULT));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"destinationType\":\"file\"", "\"configuration\":{}")
        .doesNotContain("sourceId", "sourceType");
  }

  @Test
  void keepsHowMuchAConnectorMayUse() throws Exception {
    var configuration = VaultConnector.configuration(VaultConnector.PASSWORD);
    var allocation = "{\"default\":{\"memory_limit\":\"1Gi\"},\"jobSpecific\":[]}";
    var wrong = allocation.replace("1Gi", "1");
    var id = id(create("limited", configuration));
    var path = "/sources/" + id;

    var changed = api.call("PATCH", path, "{\"resourceAllocation\":%s}".formatted(allocation));
    var renamed = api.call("PATCH", path, "{'name':'still limited'}");
    var refused = api.call("PATCH", path, "{\"resourceAllocation\":%s}".formatted(wrong));
    var replaced =
        api.call("PUT", path, "{'name':'free','configuration':%s}".formatted(configuration));

    assertThat(changed.body()).contains("\"resourceAllocation\":" + allocation);
    assertThat(renamed.body()).contains("\"resourceAllocation\":" + allocation);
    assertProblem(refused, 400);
    assertThat(replaced.body()).doesNotContain("resourceAllocation");
  }

  @Test
  void refusesWhatOnlyAnOauthConsentLeaves() throws Exception {
    var answer = createIn(Workspace.DEFAULT, "'configuration':{},'secretId':'s'");

    assertProblem(answer, 400);
    assertThat(answer.body()).contains("OAuth");
  }

  @Test
  void takesAnotherSecretInPlaceOfOneThatIsGoneOutside() throws Exception {
    var secrets = Files.createDirectories(folder.resolve("secrets"));
    var file = Files.writeString(secrets.resolve("db"), VaultConnector.PASSWORD);
    var path = "/sources/" + id(create("outside", "{'host':'h','password':{'_secret':'file:db'}}"));
    Files.delete(file);

    var renamed = api.call("PATCH", path, "{'configuration':{'host':'i'}}");
    var mended = api.call("PATCH", path, "{'configuration':{'password':'another one'}}");

    assertProblem(renamed, 422);
    assertThat(renamed.body()).contains("db");
    assertThat(mended.status()).as(mended.body()).isEqualTo(200);
  }

  @Test
  void takesBackTheCoordinatesOfSecretsThatItShows() throws Exception {
    var path =
        "/sources/" + id(create("named", VaultConnector.configuration(VaultConnector.PASSWORD)));

    var shown = api.get(path + "?includeSecretCoordinates=true");
    var replaced =
        api.call(
            "PUT",
            path,
            "{'name':'named','configuration':%s}".formatted(shown.json().path("configuration")));
    var checked = api.post(path + "/check", "");
    var invented =
        api.call(
            "PATCH",
            path,
            "{'configuration':{'password':'secret_coordinate::%s'}}".formatted(UUID.randomUUID()));

    assertThat(shown.json().at("/configuration/password").asText())
        .startsWith("secret_coordinate::");
    assertThat(replaced.json().at("/configuration/password").asText()).isEqualTo(MASK);
    assertThat(checked.json().path("status").asText()).as(checked.body()).isEqualTo("succeeded");
    assertProblem(invented, 422);
    assertThat(invented.body()).contains("/password");
  }

  @Test
  void movesNoSourceToAnotherWorkspaceOrConnector() throws Exception {
    var path =
        "/sources/" + id(create("here", VaultConnector.configuration(VaultConnector.PASSWORD)));

    assertThat(
            api.call("PATCH", path, "{'workspaceId':'%s'}".formatted(Workspace.DEFAULT)).status())
        .isEqualTo(200);
    assertProblem(
        api.call("PATCH", path, "{'workspaceId':'%s'}".formatted(UUID.randomUUID())), 400);
    assertProblem(
        api.call("PATCH", path, "{'definitionId':'%s'}".formatted(UUID.randomUUID())), 400);
  }

  @Test
  void refusesAConnectorThatIsNotThere() throws Exception {
    var nobody = UUID.randomUUID();

    assertProblem(createIn(Workspace.DEFAULT, "'configuration':{'sourceType':'nothing'}"), 400);
    assertProblem(
        createIn(Workspace.DEFAULT, "'configuration':{},'definitionId':'%s'".formatted(nobody)),
        400);
    assertProblem(createIn(Workspace.DEFAULT, "'configuration':{}"), 422);
    assertProblem(createIn(nobody, "'configuration':{}"), 404);
  }

  private Api.Answer createIn(UUID workspace, String more) throws Exception {
    return api.post("/sources", "{'name':'d','workspaceId':'%s',%s}".formatted(workspace, more));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'host':'h'} | password",
        "{'host':'h','password':12345678} | password",
        "{'host':['x'],'password':'top-secret-value'} | host",
        "{'host':'h','port':99999,'password':'top-secret-value'} | port",
        "{} | host",
        "{'host':'h','password':'**********'} | password"
      })
  void answers422NamingTheFieldThatTheConnectorDoesNotTake(String configuration, String field)
      throws Exception {
    var answer = create("refused", configuration);

    assertProblem(answer, 422);
    assertThat(answer.json().path("data").path("message").asText()).contains(field);
    assertThat(answer.body()).doesNotContain("top-secret-value", "12345678", "99999");
    assertThat(list("?limit=100")).doesNotContain("\"refused\"");
  }

  @Test
  void showsASecretInNoAnswerAndInNoTable() throws Exception {
    var secret = "another-secret";
    var created = create("s", VaultConnector.configuration(secret));
    var source = "/sources/" + id(created);

    var answers =
        List.of(
            created,
            api.get(source),
            api.get("/sources"),
            api.call("PATCH", source, "{'configuration':{'port':1}}"),
            api.call("PUT", source, put(secret)),
            api.post(source + "/check", "{}"),
            api.get("/sources?includeDeleted=true"));

    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.body()).doesNotContain(secret);
        });
  }

  @Test
  void keepsTheSecretWhereItsMaskComesBack() throws Exception {
    var source =
        "/sources/" + id(create("s", VaultConnector.configuration(VaultConnector.PASSWORD)));

    assertThat(api.call("PUT", source, put(MASK)).status()).isEqualTo(200);
    assertCheck(source, "succeeded");
    assertThat(
            api.call("PATCH", source, "{'configuration':{'password':'%s'}}".formatted(MASK))
                .status())
        .isEqualTo(200);
    assertCheck(source, "succeeded");
    assertThat(api.call("PATCH", source, "{'configuration':{'password':'new'}}").status())
        .isEqualTo(200);
    assertCheck(source, "failed");
  }

  @Test
  void changesWhatAPatchTellsAndNothingElse() throws Exception {
    var source = "/sources/" + id(create("s", "{'host':'h','port':1,'password':'p'}"));

    var renamed = api.call("PATCH", source, "{'name':'t'}");
    var changed = api.call("PATCH", source, "{'configuration':{'port':2}}");
    var removed = api.call("PATCH", source, "{'configuration':{'port':null}}");
    var refused = api.call("PATCH", source, "{'configuration':{'host':7}}");

    assertThat(renamed.body()).contains("\"name\":\"t\"", "\"port\":1");
    assertThat(changed.body()).contains("\"name\":\"t\"", "\"host\":\"h\",\"port\":2");
    assertThat(removed.body()).contains("\"configuration\":{\"host\":\"h\",\"password\"");
    assertProblem(refused, 422);
    assertThat(api.get(source).body()).isEqualTo(removed.body());
  }

  @Test
  void replacesAllThatAPutTells() throws Exception {
    var source = "/sources/" + id(create("s", "{'host':'h','port':1,'password':'p'}"));

    var replaced = api.call("PUT", source, put(MASK));

    assertThat(replaced.body()).contains("\"name\":\"put\"").doesNotContain("port");
    assertProblem(api.call("PUT", source, "{'name':'put'}"), 400);
    assertProblem(api.call("PUT", source, "{'configuration':{}}"), 400);
    assertThat(api.get(source).body()).isEqualTo(replaced.body());
  }

  @Test
  void offersWhatTheChangedConfigurationOffersWhileTheOldOneIsStillDiscovered() throws Exception {
    var id = id(create("s", VaultConnector.configuration("slow", "p")));
    assertThat(api.call("PATCH", "/sources/" + id, "{'configuration':{'host':'h'}}").status())
        .isEqualTo(200);

    var streams = api.get("/streams?sourceId=" + id);

    assertThat(streams.json().path(0).path("streamnamespace").asText()).isEqualTo("quick");
    assertThat(streams.json().path(0).path("streamNamespace").asText()).isEqualTo("quick");
  }

  @Test
  void tellsWhatACrashingConnectorSaidWithoutItsSecrets() throws Exception {
    var source =
        "/sources/" + id(create("s", VaultConnector.configuration("crash", "pass-word-1")));

    var answer = api.post(source + "/check", "{}");

    assertProblem(answer, 422);
    var data = answer.json().path("data");
    assertThat(data.path("exitStatus").asInt()).isEqualTo(7);
    assertThat(data.path("stderr").toString()).contains("trying ", "cannot use ");
    assertThat(answer.body()).doesNotContain("pass-word-1");
  }

  @Test
  void tellsWhyACheckFailedWithoutTheSecretsInIt() throws Exception {
    var source = "/sources/" + id(create("s", VaultConnector.configuration("pass-word-2")));

    var answer = api.post(source + "/check", "{}");

    assertThat(answer.json().path("status").asText()).isEqualTo("failed");
    assertThat(answer.json().path("message").asText()).isEqualTo("wrong password **********");
  }

  @Test
  void forgetsWhatIsDeleted() throws Exception {
    var created = create("gone", VaultConnector.configuration("p"));
    var source = "/sources/" + id(created);

    var deleted = api.call("DELETE", source, null);

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertProblem(api.get(source), 404);
    assertProblem(api.call("DELETE", source, null), 404);
    assertProblem(api.call("PATCH", source, "{'name':'x'}"), 404);
    assertThat(list("?limit=100")).doesNotContain(id(created));
    assertThat(list("?includeDeleted=true&limit=100")).contains(id(created));
  }

  @Test
  void doesNotTakeASourceForADestination() throws Exception {
    var source = id(create("s", VaultConnector.configuration("p")));

    assertProblem(api.get("/destinations/" + source), 404);
  }

  @Test
  void pagesThroughAList() throws Exception {
    var created = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      created.add(id(create("paged", VaultConnector.configuration("p"))));
    }
    var all = api.get("/sources?limit=100").json().path("data").findValuesAsText("sourceId");

    var found = new ArrayList<String>();
    var path = "/sources?limit=2&workspaceIds=" + Workspace.DEFAULT;
    while (!path.isEmpty()) {
      var page = api.get(path).json();
      assertThat(page.path("data").size()).isBetween(1, 2);
      assertThat(page.path("previous").asText().isEmpty()).isEqualTo(found.isEmpty());
      found.addAll(page.path("data").findValuesAsText("sourceId"));
      path = page.path("next").asText().replace(api.address() + "/api/public/v1", "");
    }

    assertThat(found).isEqualTo(all).containsAll(created);
  }

  @Test
  void answersWithAnEmptyListWhereThereIsNothing() throws Exception {
    var elsewhere = UUID.randomUUID();

    assertThat(list("?workspaceIds=" + elsewhere))
        .isEqualTo("{\"data\":[],\"next\":\"\",\"previous\":\"\"}");
    assertThat(list("?offset=1000")).startsWith("{\"data\":[],\"next\":\"\",\"previous\":\"http");
  }

  @Test
  void takesSeveralWorkspacesInEitherForm() throws Exception {
    var created = id(create("s", VaultConnector.configuration("p")));
    var other = UUID.randomUUID();

    assertThat(
            list("?limit=100&workspaceIds=%s&workspaceIds=%s".formatted(other, Workspace.DEFAULT)))
        .contains(created);
    assertThat(list("?limit=100&workspaceIds=%s,%s".formatted(other, Workspace.DEFAULT)))
        .contains(created);
  }

  private Api.Answer create(String name, String configuration) throws Exception {
    return api.post(
        "/sources",
        "{'name':'%s','workspaceId':'%s','definitionId':'%s','configuration':%s}"
            .formatted(name, Workspace.DEFAULT, definition, configuration));
  }

  private static String put(String password) {
    return "{'name':'put','configuration':{'host':'h','password':'%s'}}".formatted(password);
  }

  private static String id(Api.Answer created) {
    assertThat(created.status()).as(created.body()).isEqualTo(200);
    return created.json().path("sourceId").asText();
  }

  private String list(String query) throws Exception {
    var answer = api.get("/sources" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private void assertCheck(String source, String status) throws Exception {
    assertThat(api.post(source + "/check", "{}").json().path("status").asText()).isEqualTo(status);
  }

  private static void assertProblem(Api.Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
  }
}
