package io.lasius.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.StoredConnection;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the edge refuses before any feature sees it. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusedRequestsTest {
  private static final String ID = "11111111-1111-1111-1111-111111111111";

  private final ServerUnderTest server;
  private final Api api;

  RefusedRequestsTest(@TempDir Path folder) throws IOException {
    server = ServerUnderTest.start(folder, Map.of());
    api = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/sources/" + ID,
        "/destinations/" + ID,
        "/connections/" + ID,
        "/workspaces/" + ID,
        "/jobs/4711",
        "/jobs/4711/attempts",
        "/jobs/4711/attempts/0/logs",
        "/workspaces/" + ID + "/definitions/sources"
      })
  void answers404ForWhatIsNotThere(String path) throws Exception {
    assertProblem(api.get(path), 404, "resource-not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "DELETE /sources/" + ID,
        "PATCH /sources/" + ID,
        "PUT /destinations/" + ID,
        "DELETE /connections/" + ID,
        "PATCH /connections/" + ID,
        "DELETE /jobs/4711"
      })
  void answers404ToAChangeOfWhatIsNotThere(String method, String path) throws Exception {
    var body = method.equals("DELETE") ? null : "{'name':'n','configuration':{}}";

    assertProblem(api.call(method, path, body), 404, "resource-not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sources/no-uuid",
        "/connections/1",
        "/jobs/one",
        "/streams",
        "/streams?sourceId=x",
        "/connector_definitions",
        "/connector_definitions?type=other",
        "/sources?limit=0",
        "/sources?limit=101",
        "/sources?limit=many",
        "/connections?offset=-1",
        "/connections?workspaceIds=x",
        "/jobs?status=good",
        "/jobs?jobType=other",
        "/jobs?orderBy=name",
        "/jobs?createdAtStart=yesterday",
        "/jobs?connectionId=x"
      })
  void answers400ToAnAddressThatMakesNoSense(String path) throws Exception {
    assertProblem(api.get(path), 400, "bad-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{'name':}",
        "null",
        "[]",
        "'text'",
        "{} {}",
        "{'name':{'a':1}}",
        "{'name':'n','workspaceId':'" + ID + "'}",
        "{'name':'n','workspaceId':'no uuid','configuration':{}}",
        "{'name':'n','workspaceId':'" + ID + "','configuration':'text'}",
        "{'name':'n','workspaceId':'" + ID + "','configuration':[]}",
        "{'name':' ','workspaceId':'" + ID + "','configuration':{}}",
        "{'workspaceId':'" + ID + "','configuration':{}}"
      })
  void answers400ToABodyThatMakesNoSense(String body) throws Exception {
    assertProblem(api.post("/sources", body), 400, "bad-request");
  }

  @Test
  void answers400ToANameThatIsTooLong() throws Exception {
    var answer =
        api.post(
            "/sources",
            "{'name':'%s','workspaceId':'%s','configuration':{}}".formatted("n".repeat(257), ID));

    assertProblem(answer, 400, "bad-request");
    assertThat(answer.body()).contains("'name' has 257 characters, but may have 256");
  }

  @Test
  void namesTheFieldThatIsWrong() throws Exception {
    assertThat(api.post("/connections", "{'destinationId':'%s'}".formatted(ID)).body())
        .contains("the property 'sourceId' is missing");
    assertThat(api.post("/jobs", "{'connectionId':'%s','jobType':7.5}".formatted(ID)).body())
        .contains("jobType");
    assertThat(api.post("/connections", "{'sourceId':'x'}").body())
        .contains("the property 'sourceId' has a value of the wrong type");
    assertThat(
            api.post("/connections", "{'configurations':{'streams':[{'name':'a'},{'name':[]}]}}")
                .body())
        .contains("the property 'configurations.streams.1.name' has a value of the wrong type");
    assertThat(api.post("/sources", "{'name':}").body())
        .contains("the body is no JSON: see line 1, column 9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/jobs/list | {'configTypes':[null]} | configTypes.0",
        "/api/v1/jobs/list | {'statuses':['running',null]} | statuses.1",
        "/api/public/v1/connections | {'configurations':{'streams':[null]}} | configurations.streams.0",
        "/api/public/v1/connections | {'tags':[null]} | tags.0"
      })
  void answers400ToANullWithinAList(String path, String body, String place) throws Exception {
    var answer = api.callAbsolute("POST", path, body);

    assertProblem(answer, 400, "bad-request");
    assertThat(answer.body())
        .contains("the property '%s' has a value of the wrong type".formatted(place));
  }

  @Test
  void answers400ToATextThatNotEachDatabaseHolds() throws Exception {
    assertProblem(api.post("/tags", "{'name':'a\\u0000b'}"), 400, "bad-request");
    assertProblem(
        api.callAbsolute("POST", "/api/v1/jobs/list", "{'statuses':['\\u0000']}"),
        400,
        "bad-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/states/versions?stream=", "/states/versions?stream=%20&namespace=n"})
  void answers400ToAStreamWithoutAName(String path) throws Exception {
    var workspace = UUID.fromString(new Operator(api).workspace());
    var connection = StoredConnection.in(server, workspace);

    assertProblem(api.get("/connections/" + connection.id() + path), 400, "bad-request");
  }

  @Test
  void takesTheLongestNameInAnAddress() throws Exception {
    var workspace = UUID.fromString(new Operator(api).workspace());
    var states = "/connections/%s/states".formatted(StoredConnection.in(server, workspace).id());
    var name = "%F0%9F%90%9C".repeat(1000);

    assertThat(api.get(states + "/versions?stream=" + name).status()).isEqualTo(200);
  }

  @Test
  void answers413ToABodyOverTheLimit() throws Exception {
    var answer = api.post("/sources", " ".repeat(81 << 20));

    assertProblem(answer, 413, "bad-request");
    // Else a client that still sends would see its connection end, and no answer.
    assertThat(answer.headers().firstValue("Connection")).isEmpty();
    assertThat(api.get("/jobs").status()).isEqualTo(200);
  }

  @Test
  void answers413ToAnAddressThatIsLongerAndSaysThatTheConnectionEnds() throws Exception {
    var answer = api.get("/jobs?connectionId=" + "n".repeat(40_000));

    assertProblem(answer, 413, "bad-request");
    // Else a client sends its next request on a connection that is about to be closed.
    assertThat(answer.header("Connection")).isEqualTo("close");
    assertThat(api.get("/jobs").status()).isEqualTo(200);
  }

  @Test
  void takesPropertiesThatItDoesNotKnow() throws Exception {
    var answer = api.post("/jobs", "{'connectionId':'%s','jobType':'sync','x':1}".formatted(ID));

    assertProblem(answer, 404, "resource-not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'jobType':'other'",
        "'jobType':'refresh','refreshMode':'some'",
        "'jobType':'sync','refreshMode':'merge'",
        "'jobType':'reset','streams':'users'"
      })
  void answers400ToAJobThatMakesNoSense(String rest) throws Exception {
    var answer = api.post("/jobs", "{'connectionId':'%s',%s}".formatted(ID, rest));

    assertProblem(answer, 400, "bad-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "reset", "clear", "refresh"})
  void answers404ToAJobOfNoConnection(String type) throws Exception {
    var answer = api.post("/jobs", "{'connectionId':'%s','jobType':'%s'}".formatted(ID, type));

    assertProblem(answer, 404, "resource-not-found");
  }

  @Test
  void answers405ToAMethodThatIsNotOffered() throws Exception {
    var answer = api.call("PUT", "/connections/" + ID, "{}");

    assertProblem(answer, 405, "bad-request");
  }

  @Test
  void answers415ToABodyOfAnotherType() throws Exception {
    var answer =
        api.send(
            api.request("/sources")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));

    assertProblem(answer, 415, "bad-request");
  }

  @Test
  void toleratesASlashAtTheEnd() throws Exception {
    assertThat(api.get("/workspaces/").status()).isEqualTo(200);
    assertThat(api.get("/jobs/").status()).isEqualTo(200);
  }

  @Test
  void tellsNothingOfItsClassesInAnError() throws Exception {
    assertThat(api.post("/sources", "{'name':}").body()).doesNotContain("jackson", "lasius.server");
    assertThat(api.post("/sources", "{'workspaceId':'x'}").body())
        .doesNotContain("jackson", "lasius.server", "java.");
  }

  private static void assertProblem(Api.Answer answer, int status, String title) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("title").asText()).isEqualTo(title);
    assertThat(answer.json().path("detail").asText()).isNotBlank();
  }
}
