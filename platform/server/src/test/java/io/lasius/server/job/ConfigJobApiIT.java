package io.lasius.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.ShellConnector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs in the form of Airbyte's configuration API, which some clients read without much care. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConfigJobApiIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** It fails each time that it is read. */
  private static final String BEHAVIOUR =
      """
      case $1 in
      spec) echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object"}}}' ;;
      discover)
        echo '{"type":"CATALOG","catalog":{"streams":[{"name":"s","json_schema":{},
          "supported_sync_modes":["full_refresh"]}]}}' | tr -d '\\n'
        echo ;;
      read) echo 'no luck today' >&2; exit 3 ;;
      esac
      """;

  private final ServerUnderTest server;
  private final Api api;
  private final Operator operator;
  private final String source;
  private final String destination;

  ConfigJobApiIT(@TempDir Path folder) throws Exception {
    // What fails stays between two attempts.
    server =
        ServerUnderTest.start(
            folder, Map.of("lasius.retry-delay", "1h", "lasius.retry-delay-max", "1h"));
    api = server.api();
    operator = new Operator(api);
    ShellConnector.make("source-failing", BEHAVIOUR);
    source =
        operator.source(
            operator.definition("sources", "lasius/source-failing", "dev", ",'network':'host'"),
            "{}");
    destination = operator.destination("{'destinationType':'file'}");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void showsAnAttemptOfAJobThatHasNoneYet() throws Exception {
    var connection = connection();
    whilePaused(() -> {
      var started = start(connection);

      assertThat(started.body())
          .matches(
              """
              \\{"job":\\{"id":\\d+,"configType":"sync","configId":"%s","createdAt":(\\d{10}),\
              "updatedAt":\\1,"status":"pending"},"attempts":\\[\\{"attempt":\\{"id":0,"attemptNumber":0,\
              "status":"running","createdAt":\\1,"updatedAt":\\1,"bytesSynced":0,"recordsSynced":0,\
              "totalStats":\\{"recordsEmitted":0,"bytesEmitted":0,"recordsCommitted":0,"bytesCommitted":0},\
              "streamStats":\\[]},"logType":"formatted","logs":\\{"logLines":\\[]}}]}\
              """
                  .formatted(connection));
      assertThat(api.config("/jobs/get/", id(started)).body()).isEqualTo(started.body());
      assertThat(api.config("/jobs/get_debug_info", id(started)).body()).isEqualTo(started.body());
      assertThat(attempt(started, 0).json()).isEqualTo(started.json().at("/attempts/0"));
      assertThat(attempt(started, 1).status()).isEqualTo(404);
      cancelsOnce(started);
    });
  }

  private void cancelsOnce(Api.Answer started) throws Exception {
    var cancelled = api.config("/jobs/cancel", id(started));

    assertThat(cancelled.json().at("/job/status").asText()).isEqualTo("cancelled");
    assertThat(cancelled.json().at("/attempts/0/attempt/status").asText()).isEqualTo("failed");
    assertThat(
            cancelled
                .json()
                .at("/attempts/0/attempt/failureSummary/failures/0/failureType")
                .asText())
        .isEqualTo("manual_cancellation");
    assertThat(api.config("/jobs/cancel", id(started)).status()).isEqualTo(409);
  }

  @Test
  void saysThatAnotherJobRuns() throws Exception {
    var connection = connection();
    whilePaused(() -> {
      var started = start(connection);

      var second = start(connection);

      assertThat(second.status()).isEqualTo(409);
      assertThat(second.body()).contains("A sync is already running");
      api.config("/jobs/cancel", id(started));
    });
  }

  @Test
  void showsAJobBetweenTwoAttemptsAsRunning() throws Exception {
    var started = start(connection());
    operator.await(
        started.json().at("/job/id").asLong(),
        LIMIT,
        sync -> !sync.attempts().isEmpty() && sync.last().path("status").asText().equals("failed"));

    var shown = api.config("/jobs/get", id(started)).json();

    assertThat(shown.at("/job/status").asText()).isEqualTo("running");
    assertThat(shown.path("attempts")).hasSize(1);
    var attempt = shown.at("/attempts/0/attempt");
    assertThat(attempt.path("status").asText()).isEqualTo("failed");
    assertThat(attempt.path("endedAt").asLong()).isEqualTo(attempt.path("updatedAt").asLong());
    assertThat(attempt.at("/failureSummary/partialSuccess").asBoolean(true)).isFalse();
    var failure = attempt.at("/failureSummary/failures/0");
    assertThat(failure.path("failureOrigin").asText()).isEqualTo("source");
    assertThat(failure.path("failureType").asText()).isEqualTo("system_error");
    assertThat(failure.path("externalMessage").asText()).contains("3");
    assertThat(failure.path("timestamp").asLong())
        .isBetween(attempt.path("createdAt").asLong(), attempt.path("endedAt").asLong());
    assertThat(failure.has("streamDescriptor")).isFalse();
    assertThat(shown.at("/attempts/0/logs").fieldNames()).toIterable().containsExactly("logLines");
    assertThat(lines(shown)).anyMatch(line -> line.endsWith(" source > no luck today"));
    assertThat(attempt(started, 0).json()).isEqualTo(shown.at("/attempts/0"));
    assertThat(list(started, ",'statuses':['running']").path("totalJobCount").asInt()).isOne();
    api.config("/jobs/cancel", id(started));
  }

  private static List<String> lines(JsonNode shown) {
    return shown.at("/attempts/0/logs/logLines").valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void listsWhatIsAskedForTheNewestFirst() throws Exception {
    var connection = connection();
    whilePaused(() -> {
      var first = start(connection);
      cancelsOnce(first);
      var second = clear(connection);
      cancelsOnce(second);
      var third = start(connection);
      cancelsOnce(third);

      assertThat(ids(list(third, "")))
          .containsExactly(number(third), number(second), number(first));
      assertThat(ids(list(third, ",'configTypes':['sync'],'pagination':{'pageSize':5}")))
          .containsExactly(number(third), number(first));
      assertThat(ids(list(third, ",'configTypes':['clear','refresh']")))
          .containsExactly(number(second));
      assertThat(ids(list(third, ",'configTypes':['get_spec']"))).isEmpty();
      assertThat(ids(list(third, ",'statuses':['succeeded']"))).isEmpty();
      var page = list(third, ",'pagination':{'pageSize':1,'rowOffset':1}");
      assertThat(ids(page)).containsExactly(number(second));
      assertThat(page.path("totalJobCount").asInt()).isEqualTo(3);
      assertThat(page.at("/jobs/0/job/configType").asText()).isEqualTo("reset_connection");
      assertThat(page.at("/jobs/0/job/resetConfig").toString())
          .isEqualTo("{\"streamsToReset\":[{\"name\":\"s\"}]}");
      // Without what stands around an attempt elsewhere.
      assertThat(page.at("/jobs/0/attempts/0/status").asText()).isEqualTo("failed");
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/jobs/get | {'id':987654} | 404 | 987654",
        "/jobs/get | {} | 400 | id",
        "/jobs/cancel | {'id':987654} | 404 | 987654",
        "/jobs/list | {'statuses':['lost']} | 400 | lost",
        "/jobs/list | {'pagination':{'pageSize':101}} | 400 | pagination.pageSize",
        "/attempt/get_for_job | {'jobId':987654,'attemptNumber':0} | 404 | 987654",
        "/connections/sync | {} | 400 | connectionId",
        "/connections/sync | {'connectionId':'x'} | 400 | connectionId"
      })
  void saysWhatIsWrong(String path, String body, int status, String named) throws Exception {
    var answer = api.config(path, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).contains(named);
  }

  @Test
  void saysThatThereIsNoSuchConnection() throws Exception {
    for (var what : List.of("sync", "reset", "clear", "refresh")) {
      var answer =
          api.config("/connections/" + what, "{'connectionId':'%s'}".formatted(UUID.randomUUID()));

      assertThat(answer.status()).isEqualTo(404);
    }
  }

  private interface Steps {
    void run() throws Exception;
  }

  /** No attempt begins meanwhile. */
  private void whilePaused(Steps steps) throws Exception {
    assertThat(api.post("/pause", "{}").status()).isEqualTo(200);
    try {
      steps.run();
    } finally {
      api.post("/resume", "{}");
    }
  }

  private String connection() throws Exception {
    return operator.connectionOf(source, destination, "");
  }

  private Api.Answer start(String connection) throws Exception {
    return api.config("/connections/sync/", "{'connectionId':'%s'}".formatted(connection));
  }

  private Api.Answer clear(String connection) throws Exception {
    return api.config(
        "/connections/clear",
        "{'connectionId':'%s','streams':[{'streamName':'s'}]}".formatted(connection));
  }

  private Api.Answer attempt(Api.Answer started, int number) throws Exception {
    return api.config(
        "/attempt/get_for_job",
        "{'jobId':%d,'attemptNumber':%d}".formatted(number(started), number));
  }

  private JsonNode list(Api.Answer started, String more) throws Exception {
    var connection = started.json().at("/job/configId").asText();
    var answer = api.config("/jobs/list", "{'configId':'%s'%s}".formatted(connection, more));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<Long> ids(JsonNode list) {
    return list.path("jobs").valueStream().map(job -> job.at("/job/id").asLong()).toList();
  }

  private static String id(Api.Answer started) {
    return "{'id':%d}".formatted(number(started));
  }

  private static long number(Api.Answer started) {
    assertThat(started.status()).as(started.body()).isEqualTo(200);
    return started.json().at("/job/id").asLong();
  }
}
