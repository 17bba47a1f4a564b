package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Database;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections over HTTP, on whatever database. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConnectionApiContract {
  private final ServerUnderTest server;
  private final Api api;
  private final Operator operator;
  private final String source;
  private final String destination;

  ConnectionApiContract(Database database, Path folder) throws Exception {
    var local = Files.createDirectories(folder.resolve("local"));
    Files.writeString(local.resolve("cities.csv"), "id,name\n1,Bern\n");
    Files.writeString(local.resolve("rivers.csv"), "id,length\n1,288.5\n");
    server = ServerUnderTest.start(folder, database.settings(folder));
    api = server.api();
    operator = new Operator(api);
    source = operator.source("{'sourceType':'file','path':'/local/*.csv'}");
    destination = operator.destination("{'destinationType':'file'}");
    // From here on its streams are known, and no call has to wait for them.
    operator.connectionOf(source, destination, "");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void syncsAllStreamsWholeWhereNothingElseIsAskedFor() throws Exception {
    var created = createAlone("");

    assertThat(created.status()).as(created.body()).isEqualTo(200);
    assertThat(created.body())
        .matches(
            """
            \\{"connectionId":"[0-9a-f-]{36}","name":"a source → a destination","sourceId":"%s",\
            "destinationId":"%s","workspaceId":"%s","status":"active","schedule":\\{"scheduleType":"manual"},\
            "dataResidency":"auto","configurations":\\{"streams":\\[%s,%s]},\
            "nonBreakingSchemaUpdatesBehavior":"ignore","backfillPreference":"disabled","namespaceDefinition":"destination",\
            "prefix":"","createdAt":\\d{10},"tags":\\[]}\
            """
                .formatted(
                    source,
                    created.json().path("destinationId").asText(),
                    Workspace.DEFAULT,
                    whole("cities"),
                    whole("rivers")));
    assertThat(api.get(path(created)).body()).isEqualTo(created.body());
  }

  private static String whole(String stream) {
    return """
    \\{"name":"%s","syncMode":"full_refresh_overwrite","cursorField":\\[[^]]*],"primaryKey":\\[],\
    "selectedFields":\\[],"mappers":\\[]}\
    """
        .formatted(stream);
  }

  @Test
  void takesWhatClientsFillInThemselves() throws Exception {
    var created =
        create(
            """
            ,'namespaceDefinition':'Custom_Format','namespaceFormat':'x_${SOURCE_NAMESPACE}','prefix':'p_',\
            'nonBreakingSchemaUpdatesBehavior':'Propagate_Columns','backfillPreference':'Enabled',\
            'status':'INACTIVE','dataResidency':'auto','tags':[],\
            'schedule':{'scheduleType':'MANUAL'},'name':'mine','configurations':{'streams':[{'name':'rivers',\
            'syncMode':'Incremental_Append','cursorField':[],'primaryKey':[],'selectedFields':[],'mappers':[]}]}\
            """);

    assertThat(created.body())
        .contains(
            "\"name\":\"mine\"",
            "\"status\":\"inactive\"",
            "\"nonBreakingSchemaUpdatesBehavior\":\"propagate_columns\",\"backfillPreference\":\"enabled\"",
            "\"namespaceDefinition\":\"custom_format\",\"namespaceFormat\":\"x_${SOURCE_NAMESPACE}\",\"prefix\":\"p_\"",
            "\"streams\":[{\"name\":\"rivers\",\"syncMode\":\"incremental_append\"")
        .doesNotContain("cities");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'configurations':{'streams':[{'name':'lakes'}]} | lakes",
        "'configurations':{'streams':[{'name':'rivers','namespace':'n'}]} | rivers",
        "'configurations':{'streams':[{'name':'rivers'},{'name':'rivers'}]} | twice",
        "'configurations':{'streams':[{'name':'rivers','syncMode':'all'}]} | all",
        "'configurations':{'streams':[{'name':'rivers','syncMode':'incremental_deduped_history'}]} | APPEND",
        "'configurations':{'streams':[{'name':'rivers','primaryKey':[['no']]}]} | no",
        "'configurations':{'streams':[{'syncMode':'full_refresh_append'}]} | name",
        "'configurations':{'streams':[{'name':'rivers','mappers':[{'type':'hashing'}]}]} | mapperConfiguration",
        "'configurations':{'streams':[{'name':'rivers','selectedFields':[{'fieldPath':['no']}]}]} | no",
        "'configurations':{'streams':[{'name':'rivers','selectedFields':[{'fieldPath':[]}]}]} | rivers",
        "'configurations':{'streams':[{'name':'rivers','selectedFields':[{}]}]} | rivers",
        "'configurations':{'streams':[{'name':'rivers','selectedFields':['id']}]} | selectedFields",
        "'schedule':{'scheduleType':'cron','cronExpression':'0 12 * * *'} | 0 12 * * *",
        "'schedule':{'scheduleType':'cron','cronExpression':'0 0 12 30 2 ?'} | never",
        "'schedule':{'scheduleType':'basic','basicTiming':'Every day'} | Every day",
        "'nonBreakingSchemaUpdatesBehavior':'follow' | follow",
        "'backfillPreference':'always' | always",
        "'namespaceDefinition':'mine' | mine",
        "'namespaceDefinition':'custom_format' | namespaceFormat",
        "'namespaceDefinition':'custom_format','namespaceFormat':'${source_namespace}' | ${source_namespace}",
        "'status':'deprecated' | deprecated",
        "'status':'paused' | paused",
        "'name':' ' | name"
      })
  void answers400NamingWhatCannotBeSynced(String change, String named) throws Exception {
    var created = create("," + change);
    var patched = api.call("PATCH", path(create("")), "{" + change + "}");

    for (var answer : new Api.Answer[] {created, patched}) {
      assertProblem(answer, 400);
      assertThat(answer.json().path("detail").asText()).contains(named);
    }
  }

  @Test
  void answers404WhereAnEndIsNotThere() throws Exception {
    var nobody = UUID.randomUUID().toString();

    assertProblem(createBetween(nobody, destination), 404);
    assertProblem(createBetween(source, nobody), 404);
    assertProblem(createBetween(destination, source), 404);
  }

  @Test
  void changesWhatAPatchTellsAndNothingElse() throws Exception {
    var created = createAlone(",'configurations':{'streams':[{'name':'rivers'}]},'prefix':'p_'");

    var renamed = api.call("PATCH", path(created), "{'name':'z'}");
    var emptied = api.call("PATCH", path(created), "{'prefix':'','status':'inactive'}");

    assertThat(renamed.body())
        .isEqualTo(
            created.body().replace("\"name\":\"a source → a destination\"", "\"name\":\"z\""));
    assertThat(emptied.body())
        .contains("\"name\":\"z\"", "\"prefix\":\"\"", "\"status\":\"inactive\"", "rivers")
        .doesNotContain("cities");
    assertThat(api.get(path(created)).body()).isEqualTo(emptied.body());
  }

  @Test
  void takesBackWhatItAnswered() throws Exception {
    var created =
        createAlone(",'schedule':{'scheduleType':'cron','cronExpression':'0 0 12 1 1 ? 2090'}");
    var echo =
        created.body().replace("\"prefix\":\"\"", "\"namespaceFormat\":null,\"prefix\":\"\"");

    var answer = api.call("PATCH", path(created), echo);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(created.body())
        .contains(
            "\"schedule\":{\"scheduleType\":\"cron\",\"cronExpression\":\"0 0 12 1 1 ? 2090 UTC\",\"missedRuns\":\"once\"}");
  }

  @Test
  void forgetsWhatIsDeleted() throws Exception {
    var created = create("");

    var deleted = api.call("DELETE", path(created), null);

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertProblem(api.get(path(created)), 404);
    assertProblem(api.call("DELETE", path(created), null), 404);
    assertProblem(api.call("PATCH", path(created), "{'name':'x'}"), 404);
    assertProblem(api.post("/jobs", job(created)), 404);
    assertThat(list("?limit=100")).doesNotContain(id(created));
    assertThat(list("?limit=100&includeDeleted=true")).contains(id(created));
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "destination"})
  void goesWithEitherOfItsEnds(String end) throws Exception {
    var otherSource = operator.source("{'sourceType':'file','path':'/local/*.csv'}");
    var otherDestination = operator.destination("{'destinationType':'file'}");
    var connection = operator.connectionOf(otherSource, otherDestination, "");

    var deleted =
        api.call(
            "DELETE",
            end.equals("source") ? "/sources/" + otherSource : "/destinations/" + otherDestination,
            null);

    assertThat(deleted.status()).isEqualTo(204);
    assertProblem(api.get("/connections/" + connection), 404);
    assertThat(list("?limit=100&includeDeleted=true")).contains(connection, "deprecated");
  }

  @Test
  void listsByWorkspace() throws Exception {
    var created = create("");

    assertThat(list("?limit=100&workspaceIds=" + Workspace.DEFAULT)).contains(id(created));
    assertThat(list("?workspaceIds=" + UUID.randomUUID()))
        .isEqualTo("{\"data\":[],\"next\":\"\",\"previous\":\"\"}");
  }

  @Test
  void tellsWhatASourceOffers() throws Exception {
    var alone = api.get("/streams?sourceId=" + source);
    var both = api.get("/streams?sourceId=%s&destinationId=%s".formatted(source, destination));

    assertThat(alone.body())
        .startsWith("[{\"streamName\":\"cities\",\"defaultCursorField\":[")
        .contains("\"sourceDefinedPrimaryKey\":[]", "\"propertyFields\":[[\"id\"],[\"name\"]]")
        .doesNotContain("syncModes");
    assertThat(both.json().path(1).path("syncModes").toString())
        .isEqualTo("[\"full_refresh_overwrite\",\"full_refresh_append\",\"incremental_append\"]");
    assertProblem(api.get("/streams?sourceId=" + destination), 404);
  }

  private Api.Answer create(String more) throws Exception {
    return api.post(
        "/connections",
        "{'sourceId':'%s','destinationId':'%s'%s}".formatted(source, destination, more));
  }

  /** To a destination that no other connection writes to. */
  private Api.Answer createAlone(String more) throws Exception {
    var alone = operator.destination("{'destinationType':'file'}");
    return api.post(
        "/connections", "{'sourceId':'%s','destinationId':'%s'%s}".formatted(source, alone, more));
  }

  private Api.Answer createBetween(String from, String to) throws Exception {
    return api.post("/connections", "{'sourceId':'%s','destinationId':'%s'}".formatted(from, to));
  }

  private static String id(Api.Answer created) {
    assertThat(created.status()).as(created.body()).isEqualTo(200);
    return created.json().path("connectionId").asText();
  }

  private static String path(Api.Answer created) {
    return "/connections/" + id(created);
  }

  private static String job(Api.Answer created) {
    return "{'connectionId':'%s','jobType':'sync'}".formatted(id(created));
  }

  private String list(String query) throws Exception {
    var answer = api.get("/connections" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static void assertProblem(Api.Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
  }
}
