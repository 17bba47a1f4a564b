package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.workspace.Workspace;
import java.nio.file.Files;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Connections, and what sources offer, in the form of Airbyte's configuration API. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConfigConnectionApiIT {
  private static final String GET = "/web_backend/connections/get";
  private static final String UPDATE = "/web_backend/connections/update";

  private final ServerUnderTest server;
  private final Api api;
  private final Operator operator;
  private final String source;
  private final String destination;

  ConfigConnectionApiIT(@TempDir Path folder) throws Exception {
    var local = Files.createDirectories(folder.resolve("local"));
    Files.writeString(local.resolve("cities.csv"), "id,name\n1,Bern\n");
    Files.writeString(local.resolve("rivers.csv"), "id,length\n1,288.5\n");
    server = ServerUnderTest.start(folder, Map.of("lasius.discover-wait", "60s"));
    api = server.api();
    operator = new Operator(api);
    source = operator.source("{'sourceType':'file','path':'/local/*.csv'}");
    destination = operator.destination("{'destinationType':'file'}");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void answersAsClientsReadIt() throws Exception {
    var connection =
        connection(
            """
            ,'namespaceDefinition':'custom_format','namespaceFormat':'x','prefix':'p_',
            'nonBreakingSchemaUpdatesBehavior':'disable_connection',
            'schedule':{'scheduleType':'cron','cronExpression':'0 0 12 1 1 ? 2090 Europe/Berlin'}\
            """);

    var tag = tag("t");
    assertThat(
            api.call(
                    "PATCH",
                    "/connections/" + connection,
                    "{'tags':[{'tagId':'%s'}]}".formatted(tag.path("tagId").asText()))
                .status())
        .isEqualTo(200);

    var shown = api.config("/connections/get/", body(connection, ""));

    assertThat(shown.body())
        .matches(
            """
            \\{"connectionId":"%s","name":"a source → a destination","workspaceId":"%s","sourceId":"%s",\
            "destinationId":"%s","status":"active","namespaceDefinition":"customformat","namespaceFormat":"x",\
            "prefix":"p_","syncCatalog":\\{"streams":\\[\\{"stream":\\{"name":"rivers","jsonSchema":\\{.*},\
            "supportedSyncModes":\\["full_refresh","incremental"],"sourceDefinedCursor":true,\
            "defaultCursorField":\\[[^]]*],"sourceDefinedPrimaryKey":\\[],"isResumable":true},\
            "config":\\{"syncMode":"incremental","destinationSyncMode":"append","cursorField":\\[[^]]*],\
            "primaryKey":\\[],"aliasName":"rivers","selected":true,"fieldSelectionEnabled":false,\
            "selectedFields":\\[],"mappers":\\[]}}]},"scheduleType":"cron","scheduleData":\
            \\{"cron":\\{"cronExpression":"0 0 12 1 1 \\? 2090","cronTimeZone":"Europe/Berlin"}},\
            "nonBreakingChangesPreference":"disable","backfillPreference":"disabled","breakingChange":false,\
            "operationIds":\\[],"tags":\\[\\{"tagId":"%s","name":"t","color":"808080","workspaceId":"%s"}],"created_at":\\d{10}}\
            """
                .formatted(
                    connection,
                    Workspace.DEFAULT,
                    source,
                    destination,
                    tag.path("tagId").asText(),
                    Workspace.DEFAULT));
    assertThat(api.config(GET, body(connection, ",'withRefreshedCatalog':false")).body())
        .isEqualTo(shown.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",'schedule':{'scheduleType':'basic','basicTiming':'Every 24 HOURS'},'status':'inactive'"
      })
  void takesBackWhatItAnswered(String settings) throws Exception {
    var connection = connection(settings);
    var before = api.get("/connections/" + connection).body();
    var shown = api.config(GET, body(connection, ""));

    var answer = api.config(UPDATE, shown.body());

    assertThat(answer.body()).isEqualTo(shown.body());
    assertThat(api.get("/connections/" + connection).body()).isEqualTo(before);
  }

  /** Some clients make a catalog of the protocol's of it, and have these words alone afterwards. */
  @Test
  void takesACatalogThatWasBuiltAnew() throws Exception {
    var connection = connection("");
    var catalog = catalog(connection);
    var stream = (ObjectNode) catalog.path("streams").path(0);
    var config = (ObjectNode) stream.path("config");
    config
        .retain("syncMode", "destinationSyncMode", "cursorField", "primaryKey")
        .put("syncMode", "full_refresh")
        .put("destinationSyncMode", "overwrite");

    var answer =
        api.config(
            UPDATE, body(connection, ",'syncCatalog':%s,'skipReset':true".formatted(catalog)));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().at("/syncCatalog/streams/0/config/destinationSyncMode").asText())
        .isEqualTo("overwrite");
    assertThat(api.get("/connections/" + connection).body())
        .contains("\"syncMode\":\"full_refresh_overwrite\"");
  }

  @Test
  void choosesStreamsOutOfThoseThatTheSourceOffersNow() throws Exception {
    var connection = connection("");
    var refreshed = api.config(GET, body(connection, ",'withRefreshedCatalog':true"));
    var catalog = refreshed.json().path("syncCatalog");
    assertThat(catalog.findValuesAsText("aliasName")).containsExactly("rivers", "cities");
    assertThat(catalog.findValuesAsText("selected")).containsExactly("true", "false");
    var cities = (ObjectNode) catalog.at("/streams/1/config");
    cities
        .put("selected", true)
        .put("fieldSelectionEnabled", true)
        .putArray("selectedFields")
        .addObject()
        .putArray("fieldPath")
        .add("name");
    ((ObjectNode) catalog.at("/streams/0/config")).put("selected", false);

    var answer = api.config(UPDATE, body(connection, ",'syncCatalog':" + catalog));

    assertThat(answer.json().path("syncCatalog").findValuesAsText("aliasName"))
        .containsExactly("cities");
    assertThat(api.get("/connections/" + connection).body())
        .contains("\"selectedFields\":[{\"fieldPath\":[\"name\"]}]");
  }

  @Test
  void changesWhatItIsToldAndNothingElse() throws Exception {
    var connection = connection("");

    var answer =
        api.config(
            UPDATE,
            body(
                connection,
                """
                ,'name':'z','namespaceDefinition':'customformat','namespaceFormat':'f',
                'nonBreakingChangesPreference':'disable','backfillPreference':'enabled','scheduleType':'basic',
                'scheduleData':{'basicSchedule':{'timeUnit':'hours','units':6}},'status':'inactive'\
                """));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"scheduleData\":{\"basicSchedule\":{\"timeUnit\":\"hours\",\"units\":6}}");
    assertThat(api.get("/connections/" + connection).body())
        .contains(
            "\"name\":\"z\"",
            "\"namespaceDefinition\":\"custom_format\",\"namespaceFormat\":\"f\"",
            "\"nonBreakingSchemaUpdatesBehavior\":\"disable_connection\"",
            "\"backfillPreference\":\"enabled\"",
            "\"basicTiming\":\"Every 6 HOURS\"",
            "\"status\":\"inactive\"",
            "\"name\":\"rivers\"");
    assertThat(api.config(UPDATE, body(connection, ",'scheduleType':'manual'")).body())
        .contains("\"scheduleType\":\"manual\"")
        .doesNotContain("scheduleData");
  }

  @Test
  void putsTagsInPlaceOfThoseBefore() throws Exception {
    var connection = connection("");
    var tag = tag("put");

    var tagged = api.config(UPDATE, body(connection, ",'tags':[%s]".formatted(tag)));
    var audited = api.get("/audit?limit=1").json().at("/data/0/changedFields");
    var renamed = api.config(UPDATE, body(connection, ",'name':'renamed'"));
    var untagged = api.config(UPDATE, body(connection, ",'tags':[]"));

    assertThat(tagged.body()).contains("\"tags\":[%s]".formatted(tag));
    assertThat(renamed.body()).contains("\"tags\":[%s]".formatted(tag));
    assertThat(untagged.body()).contains("\"tags\":[]");
    assertThat(audited.toString()).isEqualTo("[\"/tags/0\"]");
  }

  private JsonNode tag(String name) throws Exception {
    return api.post("/tags", "{'name':'%s','workspaceId':'%s'}".formatted(name, Workspace.DEFAULT))
        .json();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'syncCatalog':{'streams':[]} | selected",
        "'syncCatalog':{'streams':[{'stream':{'name':'rivers'},'config':{'selected':false}}]} | selected",
        "'syncCatalog':{} | syncCatalog.streams",
        "'syncCatalog':{'streams':[{'config':{}}]} | syncCatalog.streams.stream",
        "'syncCatalog':{'streams':[{'stream':{'name':'lakes'}}]} | lakes",
        "'syncCatalog':{'streams':[{'stream':{'name':'rivers'},'config':{'syncMode':'incremental'}}]} | destinationSyncMode",
        "'syncCatalog':{'streams':[{'stream':{'name':'rivers'},'config':{'hashedFields':[{'fieldPath':['id']}]}}]} | hashedFields",
        "'syncCatalog':{'streams':[{'stream':{'name':'rivers'},'config':{'includeFiles':true}}]} | includeFiles",
        "'syncCatalog':{'streams':[{'stream':{'name':'rivers'},'config':{'destinationObjectName':'r'}}]} | destinationObjectName",
        "'tags':[{}] | tags.tagId",
        "'tags':[{'tagId':'00000000-0000-0000-0000-000000000001'}] | 00000000-0000-0000-0000-000000000001",
        "'scheduleData':{'cron':{'cronExpression':'0 0 12 * * ?'}} | scheduleType",
        "'scheduleType':'basic','scheduleData':{'basicSchedule':{'units':1}} | timeUnit",
        "'scheduleType':'basic' | basicTiming",
        "'namespaceDefinition':'mine' | mine"
      })
  void answers400NamingWhatCannotBe(String change, String named) throws Exception {
    var answer = api.config(UPDATE, body(connection(""), "," + change));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/connections/get", GET, UPDATE})
  void answers404WhereThereIsNoSuchConnection(String path) throws Exception {
    assertThat(api.config(path, body(UUID.randomUUID().toString(), "")).status()).isEqualTo(404);
    assertThat(api.config(path, "{}").json().path("detail").asText()).contains("connectionId");
  }

  @Test
  void tellsWhatASourceOffers() throws Exception {
    var request = "{'sourceId':'%s'}".formatted(source);

    var known = api.config("/sources/discover_schema", request);
    var asked =
        api.config("/sources/discover_schema", request.replace("}", ",'disable_cache':true}"));

    assertThat(known.body())
        .matches(
            """
            \\{"catalogId":"[0-9a-f-]{36}","catalog":\\{"streams":\\[\\{"stream":\\{"name":"cities",.*},\
            "jobInfo":\\{"id":"[0-9a-f-]{36}","configType":"discover_schema","createdAt":\\d{10},\
            "endedAt":\\d{10},"succeeded":true,"logs":\\{"logLines":\\[]}}}\
            """);
    assertThat(known.json().at("/catalog/streams/0/config/selected").asBoolean()).isTrue();
    assertThat(asked.json().path("catalogId")).isEqualTo(known.json().path("catalogId"));
    assertThat(asked.json().path("catalog")).isEqualTo(known.json().path("catalog"));
    assertThat(
            api.config("/sources/discover_schema", "{'sourceId':'%s'}".formatted(destination))
                .status())
        .isEqualTo(404);
  }

  private JsonNode catalog(String connection) throws Exception {
    return api.config(GET, body(connection, "")).json().path("syncCatalog");
  }

  private String connection(String settings) throws Exception {
    return operator.connectionOf(
        source, destination, "{'name':'rivers','syncMode':'incremental_append'}", settings);
  }

  private static String body(String connection, String more) {
    return "{'connectionId':'%s'%s}".formatted(connection, more);
  }
}
