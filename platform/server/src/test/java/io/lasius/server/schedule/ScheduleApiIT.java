package io.lasius.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schedules over HTTP, with real syncs. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScheduleApiIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final ServerUnderTest server;
  private final Api api;
  private final Operator operator;
  private final String source;
  private final String destination;

  ScheduleApiIT(@TempDir Path folder) throws Exception {
    var local = Files.createDirectories(folder.resolve("local"));
    Files.writeString(local.resolve("cities.csv"), "id,name\n1,Bern\n");
    // Longer than a test waits: a change is not to be found by a look now and then.
    server =
        ServerUnderTest.start(folder, Map.of("lasius.heartbeat", "60s", "lasius.lease", "180s"));
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
  void syncsAtOnceAndTellsWhenItWillAgain() throws Exception {
    var path =
        schedule(connection("'scheduleType':'basic','basicTiming':'Every 24 hours'"), "?count=3");

    var told = operator.await(path, LIMIT, answer -> answer.has("last"));

    var last = told.path("last");
    var due = Instant.parse(last.path("dueAt").asText());
    assertThat(told.path("next"))
        .extracting(JsonNode::asText)
        .containsExactly(day(due, 1), day(due, 2), day(due, 3));
    assertThat(told.has("missed")).isFalse();
    assertThat(operator.awaitEnd(last.path("jobId").asLong(), LIMIT).status())
        .isEqualTo("succeeded");
  }

  private static String day(Instant from, int days) {
    return from.plus(Duration.ofDays(days)).toString();
  }

  @Test
  void begunAnewByEachChangeOfScheduleOrStatus() throws Exception {
    var connection = connection("'scheduleType':'cron','cronExpression':'0 0 0 1 1 ? 2090'");
    assertThat(next(connection)).isEqualTo("[\"2090-01-01T00:00:00Z\"]");

    change(
        connection,
        "'schedule':{'scheduleType':'cron','cronExpression':'0 0 0 1 7 ? 2090-2091 Asia/Tokyo'}");
    assertThat(next(connection)).isEqualTo("[\"2090-06-30T15:00:00Z\",\"2091-06-30T15:00:00Z\"]");

    change(connection, "'status':'inactive'");
    assertThat(next(connection)).isEqualTo("[]");

    change(connection, "'status':'active','name':'z'");
    assertThat(next(connection)).contains("2090-06-30T15:00:00Z");

    change(connection, "'schedule':{'scheduleType':'manual'}");
    assertThat(next(connection)).isEqualTo("[]");
  }

  @Test
  void tellsNothingOfWhatIsNotScheduledAndRefusesWhatMakesNoSense() throws Exception {
    var connection = connection("'scheduleType':'manual'");

    assertThat(api.get(schedule(connection, "")).body())
        .isEqualTo("{\"connectionId\":\"%s\",\"next\":[]}".formatted(connection));
    assertThat(api.get(schedule(connection, "?count=0")).status()).isEqualTo(400);
    assertThat(api.get(schedule(connection, "?count=101")).body()).contains("1 to 100");
    assertThat(api.get(schedule("00000000-0000-0000-0000-000000000009", "")).status())
        .isEqualTo(404);
  }

  private String connection(String schedule) throws Exception {
    return operator.connectionOf(source, destination, "", ",'schedule':{%s}".formatted(schedule));
  }

  private void change(String connection, String change) throws Exception {
    var answer = api.call("PATCH", "/connections/" + connection, "{%s}".formatted(change));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private String next(String connection) throws Exception {
    return api.get(schedule(connection, "")).json().path("next").toString();
  }

  private static String schedule(String connection, String query) {
    return "/connections/%s/schedule%s".formatted(connection, query);
  }
}
