package io.lasius.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Database;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.ShellConnector;
import io.lasius.server.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs over HTTP, on whatever database. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JobApiContract {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Enough to meet a server between the claim of a job and its first step. */
  private static final int STARTS = 20;

  /** It never ends by itself. */
  private static final String BEHAVIOUR =
      """
      case $1 in
      spec) echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object"}}}' ;;
      discover)
        echo '{"type":"CATALOG","catalog":{"streams":[{"name":"s","json_schema":{},
          "supported_sync_modes":["full_refresh"]}]}}' | tr -d '\\n'
        echo ;;
      read) sleep 600 ;;
      esac
      """;

  private final ServerUnderTest server;
  private final Api api;
  private final Operator operator;
  private final String source;
  private final String destination;

  JobApiContract(Database database, Path folder) throws Exception {
    var settings = new HashMap<>(database.settings(folder));
    settings.put("lasius.cancel-limit", "1s");
    // Longer than a test waits: a cancel is not to be found by a heartbeat alone.
    settings.put("lasius.heartbeat", "60s");
    settings.put("lasius.lease", "180s");
    server = ServerUnderTest.start(folder, settings);
    api = server.api();
    operator = new Operator(api);
    ShellConnector.make("source-endless", BEHAVIOUR);
    source =
        operator.source(
            operator.definition("sources", "lasius/source-endless", "dev", ",'network':'host'"),
            "{}");
    destination = operator.destination("{'destinationType':'file'}");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void answersAsClientsReadIt() throws Exception {
    var connection = connection();

    var created = create(connection);

    assertThat(created.status()).as(created.body()).isEqualTo(200);
    assertThat(created.body())
        .matches(
            """
            \\{"jobId":\\d+,"status":"(pending|running)","jobType":"sync","startTime":"[0-9-]{10}T[0-9:]{8}Z",\
            "connectionId":"%s",("duration":"PT[0-9.]+S",)?"bytesSynced":0,"rowsSynced":0}\
            """
                .formatted(connection));
    cancel(created);
  }

  @Test
  void refusesASecondJobOfAConnectionAndNamesTheFirst() throws Exception {
    var connection = connection();
    var first = create(connection);

    var second = create(connection);

    assertProblem(second, 409, "try-again-later");
    assertThat(second.json().path("data").path("message").asText())
        .isEqualTo(
            "A sync is already running for: %s (job %s)".formatted(connection, number(first)));
    cancel(first);
    cancel(create(connection));
  }

  @Test
  void cancelsAJobThatRunsAndLeavesNothingOfIt() throws Exception {
    var connection = connection();
    var created = create(connection);
    awaitContainers(created);

    var cancelled = api.call("DELETE", "/jobs/" + number(created), null);

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().path("jobId").asText()).isEqualTo(number(created));
    var ended = operator.awaitEnd(Long.parseLong(number(created)), LIMIT);
    assertThat(ended.status()).isEqualTo("cancelled");
    assertThat(ended.job().path("lastUpdatedAt").asText()).endsWith("Z");
    assertThat(ended.job().path("duration").asText()).startsWith("PT");
    assertThat(ended.last().path("status").asText()).isEqualTo("cancelled");
    assertThat(Docker.ofTests().containers(connection)).isEmpty();
    assertProblem(api.call("DELETE", "/jobs/" + number(created), null), 409, "state-conflict");
  }

  /** Its counts are final with its status: whoever sees the one sees the other. */
  @Test
  void tellsTheCountsOfAnEndedAttemptAsStoredThoughItsServerStillHoldsIt() throws Exception {
    var created = create(connection());
    var job = Long.parseLong(number(created));
    awaitContainers(created);
    var running = server.bean(RunningAttempts.class);
    var held = running.find(job).orElseThrow();
    cancel(created);

    running.add(held);

    assertThat(operator.look(job).last().at("/streams/0/verdict/kind").asText()).isNotEmpty();
    running.remove(held);
  }

  @Test
  void cancelsAJobThatIsJustBeingStarted() throws Exception {
    var connection = connection();

    for (var start = 0; start < STARTS; start++) {
      cancel(create(connection));
    }

    assertThat(list("?connectionId=" + connection + "&status=cancelled")).hasSize(STARTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"DELETE | | 204", "PATCH | {'status':'inactive'} | 200"})
  void cancelsTheJobOfAConnectionThatIsDeletedOrDisabled(
      String method, @Nullable String body, int status) throws Exception {
    var connection = connection();
    var created = create(connection);

    assertThat(api.call(method, "/connections/" + connection, body).status()).isEqualTo(status);

    var ended = operator.awaitEnd(Long.parseLong(number(created)), LIMIT);
    assertThat(ended.status()).isEqualTo("cancelled");
  }

  @Test
  void keepsTheStreamsOfAConnectionUntilItsJobHasEnded() throws Exception {
    var connection = connection();
    var path = "/connections/" + connection;
    var change = "{'configurations':{'streams':[{'name':'s','syncMode':'full_refresh_append'}]}}";
    var created = create(connection);

    assertProblem(api.call("PATCH", path, change), 409, "state-conflict");
    assertProblem(api.call("PATCH", path, "{'prefix':'p_'}"), 409, "state-conflict");
    assertThat(api.call("PATCH", path, "{'name':'renamed'}").status()).isEqualTo(200);
    cancel(created);
    assertThat(api.call("PATCH", path, change).status()).isEqualTo(200);
  }

  @Test
  void makesNoJobOfAConnectionThatIsNotActive() throws Exception {
    var connection = connection();
    api.call("PATCH", "/connections/" + connection, "{'status':'inactive'}");

    assertProblem(create(connection), 409, "state-conflict");
    assertThat(list("?connectionId=" + connection)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'jobType':'sync','streams':[{'streamName':'s'}]",
        "'jobType':'reset','streams':[{'streamName':'t'}]",
        "'jobType':'reset','streams':[{'streamName':'s','streamNamespace':'n'}]",
        "'jobType':'reset','streams':[{}]"
      })
  void refusesStreamsThatTheJobCannotBeOf(String rest) throws Exception {
    var answer = api.post("/jobs", "{'connectionId':'%s',%s}".formatted(connection(), rest));

    assertProblem(answer, 400, "bad-request");
  }

  @Test
  void listsWhatIsAskedFor() throws Exception {
    var connection = connection();
    var first = ended(connection);
    var second = ended(connection);
    var third = ended(connection);
    var of = "?connectionId=" + connection;
    var all = List.of(first, second, third);

    assertThat(list(of)).isEqualTo(all);
    assertThat(list(of + "&orderBy=createdAt%7CDESC")).isEqualTo(all.reversed());
    assertThat(list(of + "&orderBy=updatedAt%7CASC")).isEqualTo(all);
    assertThat(list(of + "&status=cancelled&jobType=sync")).isEqualTo(all);
    assertThat(list(of + "&status=succeeded")).isEmpty();
    assertThat(list(of + "&status=queued")).isEmpty();
    assertThat(list(of + "&jobType=reset")).isEmpty();
    assertThat(list(of + "&workspaceIds=" + Workspace.DEFAULT)).isEqualTo(all);
    assertThat(list(of + "&workspaceIds=" + UUID.randomUUID())).isEmpty();
    assertThat(list(of + "&createdAtStart=" + Instant.now().minusSeconds(600))).isEqualTo(all);
    assertThat(list(of + "&createdAtStart=2100-01-01T00:00:00.123456")).isEmpty();
    assertThat(list(of + "&createdAtEnd=2100-01-01T00:00:00%2B02:00")).isEqualTo(all);
    assertThat(list(of + "&updatedAtEnd=2020-01-01T00:00:00Z")).isEmpty();
    assertThat(list(of + "&limit=1&offset=1")).containsExactly(second);
    assertThat(list("?limit=100")).containsAll(all);
  }

  @Test
  void pagesThroughAListWithWhatItWasAskedFor() throws Exception {
    var connection = connection();
    var first = ended(connection);
    var second = ended(connection);
    var path = "/jobs?connectionId=%s&limit=1&orderBy=createdAt%%7CDESC".formatted(connection);

    var page = api.get(path).json();
    var next = page.path("next").asText();

    assertThat(next).startsWith(api.address() + "/api/public/v1/jobs?").contains("offset=1");
    assertThat(page.path("data").path(0).path("jobId").asText()).isEqualTo(second);
    var last = api.get(next.replace(api.address() + "/api/public/v1", "")).json();
    assertThat(last.path("data").path(0).path("jobId").asText()).isEqualTo(first);
    assertThat(last.path("next").asText()).isEmpty();
    assertThat(last.path("previous").asText()).contains("offset=0", "limit=1");
  }

  private String connection() throws Exception {
    return operator.connectionOf(source, destination, "");
  }

  private Api.Answer create(String connection) throws Exception {
    return api.post("/jobs", "{'connectionId':'%s','jobType':'sync'}".formatted(connection));
  }

  private static String number(Api.Answer created) {
    assertThat(created.status()).as(created.body()).isEqualTo(200);
    return created.json().path("jobId").asText();
  }

  /** A job that has ended. */
  private String ended(String connection) throws Exception {
    var created = create(connection);
    cancel(created);
    return number(created);
  }

  private void awaitContainers(Api.Answer created) throws Exception {
    operator.await(
        Long.parseLong(number(created)),
        LIMIT,
        sync ->
            !sync.attempts().isEmpty()
                && sync.last().path("containers").toString().contains("running"));
  }

  private void cancel(Api.Answer created) throws Exception {
    assertThat(api.call("DELETE", "/jobs/" + number(created), null).status()).isEqualTo(200);
    operator.awaitEnd(Long.parseLong(number(created)), LIMIT);
  }

  private List<String> list(String query) throws Exception {
    var answer = api.get("/jobs" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("data").findValuesAsText("jobId");
  }

  private static void assertProblem(Api.Answer answer, int status, String title) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("title").asText()).isEqualTo(title);
  }
}
