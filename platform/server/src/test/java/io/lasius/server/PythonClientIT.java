package io.lasius.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import io.lasius.server.access.AdminFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Airbyte's own client for Python, unchanged, in the version that its integrations use. */
@Timeout(300)
final class PythonClientIT {
  private static final Duration SET_UP_LIMIT = Duration.ofMinutes(3);
  private static final Duration LIMIT = Duration.ofSeconds(100);

  /** Airbyte's own discards what it gets, too, and is what typed clients know. */
  private static final String DEV_NULL = "airbyte/destination-dev-null:dev";

  @TempDir private Path folder;

  @Test
  void drivesAConnectionFromItsMakingToItsEnd() throws Exception {
    var python = Command.ofClone("docker/python-client/build").run(SET_UP_LIMIT);
    assertThat(python.status()).as(python.output()).isZero();
    try (var server = ServerUnderTest.start(folder, Map.of("lasius.discover-wait", "60s"))) {
      var admin = AdminFile.read(folder.resolve("admin.env")).orElseThrow();
      var run =
          Command.of(python.lastLine())
              .with("src/test/python/client.py", server.api().address() + "/api/public/v1")
              .with("/local/shop")
              .variable("LASIUS_CLIENT_ID", admin.clientId().toString())
              .variable("LASIUS_CLIENT_SECRET", admin.clientSecret())
              .run(LIMIT);

      assertThat(run.status()).as(run.output()).isZero();
      assertThat(Json.parse(run.lastLine()))
          .isEqualTo(
              Json.parse(
                  """
                  {"streams": ["products", "purchases", "users"],
                   "status": "succeeded", "rows": 1000,
                   "syncMode": "incremental_append", "name": "renamed",
                   "selected": [["id"], ["email"]], "hashed": "email",
                   "there": {"sources": 1, "destinations": 1, "connections": 1, "jobs": 1},
                   "deleted": [204, 204, 204],
                   "left": {"sources": 0, "destinations": 0, "connections": 0, "jobs": 1}}\
                  """));
    }
    try (var lines = Files.lines(folder.resolve("local/shop/users.jsonl"))) {
      assertThat(lines)
          .hasSize(1000)
          .allMatch(line -> line.matches("\\{\"id\":\\d+,\"email_md5\":\"[0-9a-f]{32}\"}"));
    }
  }

  /** With types that both know; since 1.0 the client cannot read those of other destinations. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "airbyte-api   | 3 |",
        "airbyte-api-1 | 5 | \"SourceFaker\", \"DestinationDevNull\""
      })
  void understandsTheAnswerToEachCallThatItHas(String version, int absent, @Nullable String readAs)
      throws Exception {
    var python = Command.ofClone("docker/python-client/build").with(version).run(SET_UP_LIMIT);
    assertThat(python.status()).as(python.output()).isZero();
    var faker = PythonConnector.image("source-faker");
    Docker.ofTests().lines("tag", "lasius/destination-discard:dev", DEV_NULL);
    try (var server = ServerUnderTest.start(folder, Map.of())) {
      var admin = AdminFile.read(folder.resolve("admin.env")).orElseThrow();
      var user = server.api().post("/users", "{'name':'Ada','email':'ada@example.com'}");
      var run =
          Command.of(python.lastLine())
              .with("src/test/python/every_call.py", server.api().address() + "/api/public/v1")
              .with(faker, DEV_NULL, user.json().path("id").asText())
              .variable("LASIUS_CLIENT_ID", admin.clientId().toString())
              .variable("LASIUS_CLIENT_SECRET", admin.clientSecret())
              .run(LIMIT);

      assertThat(run.status()).as(run.output()).isZero();
      assertThat(Json.parse(run.lastLine()))
          .isEqualTo(
              Json.parse(
                  """
                  {"types": ["faker", "dev-null"], "read as": [%s],
                   "streams": ["products", "purchases", "users"],
                   "jobs": {"first": "succeeded", "rows": 100, "second": "cancelled", "reset": "succeeded"},
                   "absent": %d, "not called": []}\
                  """
                      .formatted(readAs == null ? "" : readAs, absent)));
    }
  }
}
