package io.lasius.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.StoredConnection;
import io.lasius.server.workspace.Workspace;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request for a job that its sender has had no answer to, and sends again. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IdempotencyApiTest {
  private final ServerUnderTest server;

  IdempotencyApiTest(@TempDir Path folder) throws Exception {
    server = ServerUnderTest.start(folder, Map.of());
    // No job of this test is to begin.
    assertThat(server.api().post("/pause", "{}").status()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theSameRequestGetsTheJobThatItMade() throws Exception {
    var connection = connection();
    var first = ask("again", connection);
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    var job = first.json().path("jobId").asLong();

    assertThat(ask("again", connection).json().path("jobId").asLong()).isEqualTo(job);

    assertThat(server.api().call("DELETE", "/jobs/" + job, null).status()).isEqualTo(200);
    var late = ask("again", connection);
    assertThat(late.json().path("jobId").asLong()).isEqualTo(job);
    assertThat(late.json().path("status").asText()).isEqualTo("cancelled");
    assertThat(ask("another", connection).json().path("jobId").asLong()).isNotEqualTo(job);
  }

  /** Who names a nightly request by its task wants a job each night. */
  @Test
  void aKeyIsForgottenAfterADay() throws Exception {
    var connection = connection();
    var first = ask("nightly", connection).json().path("jobId").asLong();
    server.api().call("DELETE", "/jobs/" + first, null);
    server.execute(
        "UPDATE idempotency_key SET created_at = created_at - INTERVAL '25' HOUR WHERE name = ?",
        "nightly");

    var second = ask("nightly", connection);

    assertThat(second.status()).as(second.body()).isEqualTo(200);
    assertThat(second.json().path("jobId").asLong()).isNotEqualTo(first);
    assertThat(ask("nightly", connection).body()).isEqualTo(second.body());
  }

  @Test
  void withoutAKeyASecondRequestIsRefused() throws Exception {
    var connection = connection();
    ask("first", connection);

    assertThat(ask("second", connection).status()).isEqualTo(409);
  }

  @Test
  void ofManyAtOnceAllGetOneJob() throws Exception {
    var connection = connection();
    Callable<Long> request = () -> ask("race", connection).json().path("jobId").asLong();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> request).toList());

      var jobs = answers.stream().map(answer -> answer.resultNow()).distinct().toList();
      assertThat(jobs).hasSize(1);
      assertThat(jobs.getFirst()).isPositive();
    }
  }

  @Test
  void refusesAKeyThatWasUsedForSomethingElse() throws Exception {
    ask("taken", connection());

    var answer = ask("taken", connection());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("Idempotency-Key 'taken' was used for another request");
  }

  @Test
  void eachCallerHasKeysOfTheirOwn() throws Exception {
    server
        .api()
        .post("/users", "{'name':'u','email':'u@example.com','password':'a long password'}");
    var user =
        server.api().get("/users?organizationId=" + new UUID(0, 0) + "&emails=u@example.com");
    server
        .api()
        .post(
            "/permissions",
            "{'userId':%s,'permissionType':'workspace_runner','workspaceId':'%s'}"
                .formatted(user.json().path("data").path(0).path("id"), Workspace.DEFAULT));
    ask("mine", connection());

    try (var other = Api.ofUser(server.api().address(), "u@example.com", "a long password")) {
      assertThat(ask(other, "mine", connection()).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256})
  void refusesAKeyThatIsNone(int length) throws Exception {
    var answer = ask("x".repeat(length), connection());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("must have 1 to 255");
  }

  private UUID connection() throws Exception {
    return StoredConnection.in(server, Workspace.DEFAULT).id();
  }

  private Api.Answer ask(String key, UUID connection) throws Exception {
    return ask(server.api(), key, connection);
  }

  private static Api.Answer ask(Api api, String key, UUID connection) throws Exception {
    var body = "{\"connectionId\":\"%s\",\"jobType\":\"sync\"}".formatted(connection);
    return api.send(
        api.request("/jobs")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }
}
