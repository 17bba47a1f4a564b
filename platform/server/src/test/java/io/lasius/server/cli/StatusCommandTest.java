package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class StatusCommandTest {
  private static final String VERIFIED =
      "{'data':[{'attempt':0,'status':'succeeded','verdict':{'kind':'verified','reasons':[]}}]}";
  private static final String FAILED =
      """
      {'data':[{'attempt':0,'status':'failed','failures':[
        {'origin':'source','type':'config_error','message':'the password \\u001b[31mis wrong'},
        {'origin':'destination','type':'transient_error','message':'it was killed'}]}]}\
      """;
  private static final String MISMATCH =
      """
      {'data':[{'attempt':0,'status':'succeeded',
        'verdict':{'kind':'mismatch','reasons':['the source counted 5 of users, the platform 4']}}]}\
      """;

  @TempDir private Path folder;
  private FakePlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void showsWhatTheLastJobEndedWithAndWhenTheNextIsDue() throws IOException {
    connection("c1", "shop", "'schedule':{'scheduleType':'basic'}");
    connection("c2", "crm", "'schedule':{'scheduleType':'manual'}");
    job(1, "c1", "sync", "succeeded", Duration.ofSeconds(330));
    platform.answers("GET jobs/1/attempts", 200, VERIFIED);
    var next = Instant.now().plusSeconds(3_630);
    platform.answers("GET connections/c1/schedule?count=1", 200, "{'next':['%s']}".formatted(next));

    var status = CommandUnderTest.on(platform, "status");

    assertThat(status.output().lines().skip(2))
        .containsExactly(
            "shop        succeeded, verified  5 min ago  in 1 h",
            "crm         no job yet                      manual");
    assertThat(status.errors()).isEmpty();
    assertThat(status.status()).isZero();
  }

  @Test
  void tellsWhichSideFailedAndWhyAndWhatToTypeNext() throws IOException {
    connection("c1", "shop", "'schedule':{'scheduleType':'manual'}");
    job(12, "c1", "sync", "failed", Duration.ofSeconds(90));
    platform.answers("GET jobs/12/attempts", 200, FAILED);

    var status = CommandUnderTest.on(platform, "status");

    assertThat(status.output())
        .contains("failed", "1 min ago", "./lasius logs 12", "source: the password", "is wrong")
        .doesNotContain("\u001b");
    assertThat(status.status()).isEqualTo(1);
  }

  @Test
  void isNotFineWhereCountsDisagree() throws IOException {
    connection("c1", "shop", "'schedule':{'scheduleType':'manual'}");
    job(12, "c1", "sync", "succeeded", Duration.ZERO);
    platform.answers("GET jobs/12/attempts", 200, MISMATCH);

    var status = CommandUnderTest.on(platform, "status");

    assertThat(status.output())
        .contains("succeeded, mismatch", "./lasius logs 12", "the source counted 5 of users");
    assertThat(status.status()).isEqualTo(1);
  }

  @Test
  void isNotFineWhereThePlatformDisabledAConnection() throws IOException {
    connection(
        "c1",
        "shop",
        "'schedule':{'scheduleType':'basic'},'status':'inactive','statusReason':'disabled: 9 jobs failed'");
    connection("c2", "old", "'schedule':{'scheduleType':'basic'},'status':'inactive'");

    var status = CommandUnderTest.on(platform, "status");

    assertThat(status.output()).contains("inactive: disabled: 9 jobs failed");
    assertThat(json("status").path("connections").findValuesAsText("fine"))
        .containsExactly("false", "true");
    assertThat(status.status()).isEqualTo(1);
  }

  @Test
  void tellsWhatAJobWaitsForAndWhyItsLastAttemptFailed() throws IOException {
    connection("c1", "shop", "'schedule':{'scheduleType':'manual'}");
    job(12, "c1", "sync", "running", Duration.ZERO);
    platform.answers(
        "GET jobs/12",
        200,
        "{'jobId':12,'status':'running','jobType':'sync','startTime':'%s','waitsFor':'its retry at noon'}"
            .formatted(Instant.now()));
    platform.answers("GET jobs/12/attempts", 200, FAILED);

    var status = CommandUnderTest.on(platform, "status");

    assertThat(status.output())
        .contains("running", "./lasius logs 12")
        .containsPattern("waits for its retry at noon; source: the\\s+password");
    assertThat(status.status()).isZero();
  }

  @Test
  void findsTheLastJobOfAConnectionThatOthersHaveLeftBehind() throws IOException {
    connection("c1", "often", "'schedule':{'scheduleType':'manual'}");
    connection("c2", "seldom", "'schedule':{'scheduleType':'manual'}");
    job(1, "c2", "sync", "failed", Duration.ofDays(3));
    for (int number = 2; number < 120; number++) {
      job(number, "c1", "sync", "succeeded", Duration.ZERO);
    }

    var status = CommandUnderTest.on(platform, "status");

    assertThat(status.output()).containsPattern("seldom +failed +3 days ago");
  }

  @Test
  void aRefreshIsAJobToo() throws IOException {
    connection("c1", "shop", "'schedule':{'scheduleType':'manual'}");
    job(1, "c1", "sync", "succeeded", Duration.ZERO);
    job(2, "c1", "refresh", "failed", Duration.ZERO);
    platform.answers("GET jobs/2/attempts", 200, FAILED);

    assertThat(CommandUnderTest.on(platform, "status").output())
        .contains("refresh failed", "./lasius logs 2");
  }

  @Test
  void asksForAllConnectionsAtOnce() throws IOException {
    for (int number = 1; number <= 30; number++) {
      connection("c" + number, "n" + number, "'schedule':{'scheduleType':'manual'}");
      job(number, "c" + number, "sync", "succeeded", Duration.ZERO);
    }

    var _ = CommandUnderTest.on(platform, "status");

    // One for each connection's attempts, and five for all.
    assertThat(platform.requests()).hasSize(35);
  }

  @Test
  void showsTheWorkspacesWhereThereAreSeveral() throws IOException {
    connection("c1", "shop", "'schedule':{'scheduleType':'manual'}");
    var ofOne = CommandUnderTest.on(platform, "status");
    platform.add("workspaces", "{'workspaceId':'w2','name':'Finance'}");
    platform.add(
        "connections",
        "{'connectionId':'c2','name':'bank','workspaceId':'w2','status':'active','schedule':{'scheduleType':'manual'}}");

    assertThat(ofOne.output()).doesNotContain("workspace");
    assertThat(CommandUnderTest.on(platform, "status").output())
        .containsPattern("Default +shop")
        .containsPattern("Finance +bank");
  }

  @Test
  void tellsThatAllIsPaused() {
    platform.answers("GET pause", 200, "{'paused':true,'since':'2026-01-02T03:04:05Z'}");

    var status = CommandUnderTest.on(platform, "status");

    assertThat(status.errors())
        .contains("all is paused since 2026-01-02T03:04:05Z", "there is no connection yet");
    assertThat(status.output()).isEmpty();
  }

  @Test
  void givesAProgramOneDocument() throws IOException {
    connection("c1", "shop", "'schedule':{'scheduleType':'manual'}");
    job(12, "c1", "sync", "failed", Duration.ZERO);
    platform.answers("GET jobs/12/attempts", 200, FAILED);

    var shop = json("status").path("connections").path(0);

    assertThat(shop.path("name").asText()).isEqualTo("shop");
    assertThat(shop.path("lastJob").path("jobId").asLong()).isEqualTo(12);
    assertThat(shop.path("lastAttempt").path("failures").path(0).path("origin").asText())
        .isEqualTo("source");
    assertThat(shop.path("nextCommand").asText()).isEqualTo("./lasius logs 12");
    assertThat(shop.path("nextRun").isNull()).isTrue();
  }

  @Test
  void saysHowToStartAPlatformThatDoesNotAnswer() {
    platform.close();

    var status = CommandUnderTest.on(platform, "status", "--json");

    assertThat(status.status()).isEqualTo(1);
    assertThat(status.output()).isEmpty();
    assertThat(status.errors())
        .contains(platform.address().toString(), "nothing listens there", "./lasius up");
  }

  @Test
  void saysHowToStartAPlatformThatNeverRan() {
    var variables = Map.of("LASIUS_DATA", folder.resolve("none").toString(), "LASIUS_PORT", "");

    var status = CommandUnderTest.run(variables, "status");

    assertThat(status.status()).isEqualTo(1);
    assertThat(status.errors()).contains("http://127.0.0.1:8000", "./lasius up");
  }

  @Test
  void refusesAnAddressThatIsNone() {
    for (var server : new String[] {"127.0.0.1:8000", "ftp://127.0.0.1", "/api"}) {
      var status = CommandUnderTest.on(platform, "status", "--server", server);

      assertThat(status.status()).as(server).isEqualTo(2);
      assertThat(status.errors()).contains("must be like http://127.0.0.1:8000");
    }
    assertThat(CommandUnderTest.run(Map.of("LASIUS_PORT", "-1"), "status").errors())
        .contains("LASIUS_PORT is '-1'", "--server");
  }

  @Test
  void takesAnAddressWithASlashAtItsEnd() {
    assertThat(
            CommandUnderTest.on(platform, "status", "--server", platform.address() + "/").status())
        .isZero();
  }

  private JsonNode json(String command) throws IOException {
    return Json.parse(CommandUnderTest.on(platform, command, "--json").output());
  }

  private void connection(String id, String name, String rest) throws IOException {
    var active = rest.contains("'status'") ? "" : "'status':'active',";
    platform.add(
        "connections",
        "{'connectionId':'%s','name':'%s','workspaceId':'w1',%s%s}"
            .formatted(id, name, active, rest));
  }

  private void job(int number, String connection, String type, String status, Duration age)
      throws IOException {
    var time = Instant.now().minus(age);
    var ended = status.equals("running") ? "" : ",'lastUpdatedAt':'%s'".formatted(time);
    platform.add(
        "jobs",
        "{'jobId':%d,'connectionId':'%s','jobType':'%s','status':'%s','startTime':'%s'%s}"
            .formatted(number, connection, type, status, time, ended));
    platform.answers("GET jobs/%d/attempts".formatted(number), 200, VERIFIED);
  }
}
