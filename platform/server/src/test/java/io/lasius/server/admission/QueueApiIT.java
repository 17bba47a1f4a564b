package io.lasius.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.ShellConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queue over HTTP, on a server that runs one job at once. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QueueApiIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  /** It never ends by itself. */
  private static final String ENDLESS =
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
  private final String endless;
  private final String destination;

  QueueApiIT(@TempDir Path folder) throws Exception {
    var local = Files.createDirectories(folder.resolve("local"));
    Files.writeString(local.resolve("cities.csv"), "id,name\n1,Bern\n");
    // A heartbeat longer than a test waits: a change is not to be found by a look now and then.
    server =
        ServerUnderTest.start(
            folder,
            Map.of(
                "lasius.max-running-jobs", 1,
                "lasius.max-running-jobs-per-source", 1,
                "lasius.cancel-limit", "1s",
                "lasius.heartbeat", "60s",
                "lasius.lease", "180s"));
    api = server.api();
    operator = new Operator(api);
    ShellConnector.make("source-endless-queue", ENDLESS);
    endless =
        operator.definition("sources", "lasius/source-endless-queue", "dev", ",'network':'host'");
    destination = operator.destination("{'destinationType':'file'}");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void tellsWhatAJobWaitsForAndBeginsNothingInAPause() throws Exception {
    var source = operator.source(endless, "{}");
    var one = operator.start(connection(source));
    operator.await(one, LIMIT, sync -> !sync.attempts().isEmpty());
    var sameSource = operator.start(connection(source));
    var urgent = connection(operator.source(endless, "{}"));
    var other = operator.start(urgent);
    assertThat(job(one)).doesNotContain("waitsFor");
    assertThat(job(sameSource)).contains("\"waitsFor\":\"the end of a job of the source");
    assertThat(job(other))
        .contains("\"waitsFor\":\"a place: this server runs 1 jobs (LASIUS_MAX_RUNNING_JOBS)\"");

    assertThat(api.post("/pause", "").json().path("paused").asBoolean()).isTrue();
    cancel(one);
    assertThat(job(other)).contains("\"waitsFor\":\"the end of the pause of all");
    var health = api.get("/health");
    assertThat(health.json().has("pausedSince")).as(health.body()).isTrue();
    put(urgent, "'priority':'high'");
    assertThat(operator.look(other).status()).isEqualTo("pending");

    assertThat(api.post("/resume", "").body()).isEqualTo("{\"paused\":false}");
    operator.await(other, LIMIT, sync -> !sync.attempts().isEmpty());
    assertThat(job(sameSource)).contains("a place");
    cancel(sameSource);
    cancel(other);
  }

  @Test
  void syncsAfterAnotherConnection() throws Exception {
    var source = operator.source("{'sourceType':'file','path':'/local/*.csv'}");
    var first = operator.connectionOf(source, destination, "");
    var second = operator.connectionOf(source, destination, "", ",'prefix':'second_'");
    put(second, "'syncAfter':'%s'".formatted(first));

    assertThat(operator.sync(first).status()).isEqualTo("succeeded");

    var path = "/jobs?connectionId=" + second;
    var made = operator.await(path, LIMIT, jobs -> !jobs.path("data").isEmpty());
    var after = operator.awaitEnd(made.path("data").path(0).path("jobId").asLong(), LIMIT);
    assertThat(after.status()).isEqualTo("succeeded");
  }

  @Test
  void keepsWhatIsSetAndRefusesACircle() throws Exception {
    var source = operator.source(endless, "{}");
    var first = connection(source);
    var second = connection(source);
    assertThat(api.get(queue(first)).body())
        .isEqualTo("{\"priority\":\"normal\",\"blackouts\":[]}");

    put(second, "'syncAfter':'%s'".formatted(first));
    put(
        first,
        "'priority':'low','blackouts':[{'days':['friday'],'from':'22:00','to':'06:00','timeZone':'Europe/Berlin'}]");
    var circle = change(first, "'syncAfter':'%s'".formatted(second));

    assertThat(circle.status()).isEqualTo(400);
    assertThat(circle.body()).contains("the connection would come after itself");
    assertThat(api.get(queue(first)).body())
        .isEqualTo(
            "{\"priority\":\"low\",\"blackouts\":[{\"days\":[\"friday\"],\"from\":\"22:00\",\"to\":\"06:00\",\"timeZone\":\"Europe/Berlin\"}]}");
    assertThat(api.get(queue(second)).json().path("syncAfter").asText()).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'priority':'urgent'                                             | priority: 'urgent' must be one of low, normal, high
          'blackouts':[{'days':['friday'],'from':'10pm','to':'06:00'}]    | from is '10pm', but must be a time such as 22:00
          'blackouts':[{'days':['freitag'],'from':'22:00','to':'06:00'}]  | days: 'freitag' must be one of monday
          'blackouts':[{'days':[],'from':'22:00','to':'06:00'}]           | a blackout has no days
          'blackouts':[{'days':['friday'],'from':'22:00','to':'23:00','timeZone':'Berlin'}] | timeZone is 'Berlin', but must be a time zone
          'blackouts':[{'days':['monday','tuesday','wednesday','thursday','friday','saturday','sunday'],'from':'00:00','to':'00:00'}] | leave no time
          'syncAfter':'00000000-0000-0000-0000-000000000009'              | there is no connection
          """)
  void refusesWhatCannotBe(String settings, String message) throws Exception {
    var answer = change(connection(operator.source(endless, "{}")), settings);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains(message);
  }

  private String connection(String source) throws Exception {
    return operator.connectionOf(
        source, destination, "{'name':'s','syncMode':'full_refresh_overwrite'}");
  }

  private String job(long number) throws Exception {
    return api.get("/jobs/" + number).body();
  }

  private void cancel(long job) throws Exception {
    api.call("DELETE", "/jobs/" + job, null);
    operator.awaitEnd(job, LIMIT);
  }

  private void put(String connection, String settings) throws Exception {
    var answer = change(connection, settings);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private Api.Answer change(String connection, String settings) throws Exception {
    return api.call("PUT", queue(connection), "{%s}".formatted(settings));
  }

  private static String queue(String connection) {
    return "/connections/%s/queue".formatted(connection);
  }
}
