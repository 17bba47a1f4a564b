package io.lasius.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.Api;
import io.lasius.server.Command;
import io.lasius.server.ServerProcess;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.StoredConnection;
import io.lasius.server.access.AdminFile;
import io.lasius.server.job.Jobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis calls all that the document has, with what the document lets on and with what it
 * does not, and one after the other by its links: no answer may be another than the document says.
 * There is no engine, which would run whatever images such calls name.
 */
@Timeout(600)
final class SchemathesisIT {
  private static final Duration SET_UP_LIMIT = Duration.ofMinutes(3);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Path SETTINGS = Path.of("src/test/python/schemathesis.toml");
  private static final int LEAST_CASES = 2000;

  @TempDir private Path folder;

  @Test
  void eachAnswerIsAsTheDocumentSays() throws Exception {
    var python =
        Command.ofClone("docker/python-client/build").with("schemathesis").run(SET_UP_LIMIT);
    assertThat(python.status()).as(python.output()).isZero();
    var settings = folder.resolve("schemathesis.toml");
    Files.writeString(settings, Files.readString(SETTINGS) + dictionaries(makeObjects()));
    var counts = folder.resolve("counts.json");
    var nowhere = "unix://" + folder.resolve("none.sock");

    try (var server = ServerProcess.start(folder, Map.of("DOCKER_HOST", nowhere))) {
      var run =
          Command.of(python.lastLine())
              .with("-m", "schemathesis.cli", "--config-file", settings.toString())
              .with("run", server.api().address() + "/openapi.json")
              .variable(
                  "LASIUS_AUTHORIZATION",
                  AdminFile.read(folder.resolve("admin.env")).orElseThrow().authorization())
              .variable("LASIUS_COUNTS", counts.toString())
              .variable("PYTHONPATH", Path.of("src/test/python").toAbsolutePath().toString())
              .run(LIMIT);

      assertThat(run.status()).as(run.output()).isZero();
      var counted = Json.parse(Files.readString(counts));
      print(counted);
      assertThat(counted.path("cases").asInt()).isGreaterThanOrEqualTo(LEAST_CASES);
      assertThat(counted.at("/phases/stateful").asInt()).as("%s", counted).isPositive();
    }
  }

  /** What there is to call about, by the names of path variables; all jobs wait. */
  private Map<String, Object> makeObjects() throws Exception {
    try (var server = ServerUnderTest.start(folder, Map.of("lasius.max-running-jobs", 1))) {
      var api = server.api();
      assertThat(api.post("/pause", "{}").status()).isEqualTo(200);
      var workspace = made(api, "/workspaces", "{'name':'home'}").path("workspaceId").asText();
      var connection = StoredConnection.in(server, UUID.fromString(workspace));
      var job = server.bean(Jobs.class).create(connection).number();
      server.execute(
          """
          INSERT INTO attempt (job_id, number, status, lease_epoch, engine, started_at, ended_at, failures, differences)
          VALUES (?, 0, 'FAILED', 1, 'e', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, '[]', '[]')\
          """,
          job);
      var user = made(api, "/users", "{'name':'u','email':'u@example.com'}").path("id").asText();
      var permission =
          made(
              api,
              "/permissions",
              "{'userId':'%s','permissionType':'workspace_reader','workspaceId':'%s'}"
                  .formatted(user, workspace));
      var tag = made(api, "/tags", "{'name':'t','workspaceId':'%s'}".formatted(workspace));
      var objects = new LinkedHashMap<String, Object>();
      objects.put("workspaceId", workspace);
      objects.put("sourceId", connection.sourceId());
      objects.put("destinationId", connection.destinationId());
      objects.put("connectionId", connection.id());
      objects.put("jobId", job);
      objects.put("number", 0);
      objects.put("userId", user);
      objects.put("permissionId", permission.path("permissionId").asText());
      objects.put("tagId", tag.path("tagId").asText());
      return objects;
    }
  }

  private static JsonNode made(Api api, String path, String body) throws Exception {
    var answer = api.post(path, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** Most calls are about what there is, wherever a call names it; the others about nothing. */
  private static String dictionaries(Map<String, Object> objects) {
    var text = new StringBuilder();
    objects.forEach((name, value) -> {
      var literal = value instanceof Number ? value.toString() : "\"" + value + "\"";
      text.append("\n[dictionaries.%s]\nvalues = [%s]\n".formatted(name, literal));
    });
    text.append("\n[parameters]\n");
    for (var name : objects.keySet()) {
      for (var place : new String[] {"path", "query", "body"}) {
        text.append(
            "\"%s.%s\" = { dictionary = \"%s\", probability = 0.8 }\n"
                .formatted(place, name, name));
      }
    }
    return text.toString();
  }

  private static void print(JsonNode counted) {
    System.out.printf(
        "Schemathesis: %s cases, by phase %s, by status %s%n",
        counted.path("cases"), counted.path("phases"), counted.path("statuses"));
    counted
        .path("checks")
        .propertyStream()
        .forEach(check -> System.out.printf("  %s: %s%n", check.getKey(), check.getValue()));
  }
}
