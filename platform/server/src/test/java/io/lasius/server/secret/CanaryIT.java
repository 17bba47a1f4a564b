package io.lasius.server.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import io.lasius.server.Api;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets in every place that a configuration can have them, through all that is done with one, and
 * then looked for wherever something was written.
 */
@Timeout(180)
final class CanaryIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final Canaries canaries = new Canaries();
  private final Map<String, String> seen = new LinkedHashMap<>();

  @Test
  void aSecretIsWrittenNowhereButIntoItsContainer() throws Exception {
    var temporary = Files.createDirectory(folder.resolve("tmp"));
    var settings =
        Map.of("LASIUS_LOG_LEVEL", "DEBUG", "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    try (var server = ServerProcess.start(folder, settings)) {
      var operator = new Operator(server.api());
      var source = makeSource(operator);
      var connection =
          operator.connectionOf(
              source, operator.destination("{'destinationType':'file'}"), "{'name':'s'}");
      checkAndRefuse(operator, source);
      sync(operator, source, connection, "fail", "failed");
      syncUnderWatch(operator, source, connection);
      lookAtEverything(operator.api(), source, connection);
      server.stop();
      seen.put("log of the server", server.errors());
    }
    ServerUnderTest.script(folder).forEach(line -> seen.merge("database", line, String::concat));

    var found = new ArrayList<String>();
    seen.forEach(
        (where, text) -> canaries.foundIn(text).forEach(what -> found.add(where + ": " + what)));
    for (var file : files()) {
      canaries
          .foundIn(Files.readAllBytes(file))
          .forEach(what -> found.add(folder.relativize(file) + ": " + what));
    }

    assertThat(canaries.count()).isEqualTo(8);
    assertThat(found).isEmpty();
    assertThatItWasLookedFor();
  }

  private String makeSource(Operator operator) throws Exception {
    var definition = CanaryConnector.define(operator);
    var made =
        operator
            .api()
            .post(
                "/sources",
                "{\"name\":\"n\",\"workspaceId\":\"%s\",\"definitionId\":\"%s\",\"configuration\":%s}"
                    .formatted(
                        Workspace.DEFAULT,
                        definition,
                        CanaryConnector.configuration(canaries, "work")));
    note("source made", made);
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.json().path("sourceId").asText();
  }

  /** What goes well, what the connector refuses, and what does not even get to it. */
  private void checkAndRefuse(Operator operator, String source) throws Exception {
    var api = operator.api();
    note("check", api.post("/sources/%s/check".formatted(source), "{}"));
    note("streams", api.get("/streams?ignoreCache=true&sourceId=" + source));
    for (var mode : List.of("refuse", "crash")) {
      change(api, source, mode);
      note("check " + mode, api.post("/sources/%s/check".formatted(source), "{}"));
      note("check of old " + mode, api.config("/sources/check_connection", idOf(source)));
    }
    note("streams crash", api.get("/streams?ignoreCache=true&sourceId=" + source));
    var wrong =
        CanaryConnector.configuration(canaries, "work").replace("\"mode\":\"work\"", "\"mode\":7");
    var refused =
        api.call("PATCH", "/sources/" + source, "{\"configuration\":%s}".formatted(wrong));
    note("wrong", refused);
    assertThat(refused.status()).isEqualTo(422);
    note("torn", api.call("PATCH", "/sources/" + source, "{\"configuration\":" + wrong));
  }

  private static String idOf(String source) {
    return "{'sourceId':'%s'}".formatted(source);
  }

  private void change(Api api, String source, String mode) throws Exception {
    var answer =
        api.call(
            "PATCH",
            "/sources/" + source,
            "{\"configuration\":%s}".formatted(CanaryConnector.configuration(canaries, mode)));
    note("changed to " + mode, answer);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private void sync(Operator operator, String source, String connection, String mode, String status)
      throws Exception {
    change(operator.api(), source, mode);
    var sync = operator.sync(connection);
    assertThat(sync.status()).as("%s", sync).isEqualTo(status);
    seen.put("sync " + mode, sync.toString());
  }

  /** One that is looked at from outside while its containers are there. */
  private void syncUnderWatch(Operator operator, String source, String connection)
      throws Exception {
    change(operator.api(), source, "await");
    var job = operator.start(connection);
    var docker = Docker.ofTests();
    operator.await(
        "/jobs/%d/attempts".formatted(job),
        LIMIT,
        attempts -> attempts.toString().contains("I know") || running(docker, connection));
    var containers = docker.containers(connection);
    assertThat(containers).isNotEmpty();
    for (var container : containers) {
      seen.put("metadata of " + container, String.join("\n", docker.lines("inspect", container)));
      seen.put("changes of " + container, String.join("\n", docker.lines("diff", container)));
    }
    Files.createFile(folder.resolve("local").resolve("go"));
    var sync = operator.awaitEnd(job, LIMIT);
    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    seen.put("sync", sync.toString());
  }

  private static boolean running(Docker docker, String connection) {
    try {
      return docker.containers(connection).size() == 2;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void lookAtEverything(Api api, String source, String connection) throws Exception {
    for (var path :
        List.of(
            "/sources",
            "/sources/" + source,
            "/sources/%s?includeSecretCoordinates=true".formatted(source),
            "/connections",
            "/connections/" + connection,
            "/connections/%s/states".formatted(connection),
            "/jobs",
            "/audit?limit=100",
            "/status")) {
      note(path, api.get(path));
    }
    for (var job : api.get("/jobs").json().path("data")) {
      var path = "/jobs/" + job.path("jobId").asLong();
      note(path, api.get(path));
      note(path + "/attempts", api.get(path + "/attempts"));
      var logs = api.get(path + "/attempts/0/logs");
      assertThat(logs.body()).contains("I know", SecretConfig.MASK);
      note(path + "/logs", logs);
      note(
          path + " of old",
          api.config("/jobs/get_debug_info", "{'id':%d}".formatted(job.path("jobId").asLong())));
    }
  }

  private void note(String what, Api.Answer answer) {
    seen.merge(what, answer.body(), String::concat);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** What is no secret can be read in the same places, so a secret could be, too. */
  private void assertThatItWasLookedFor() throws IOException {
    assertThat(seen.get("database")).contains("source-canary");
    assertThat(seen.get("check refuse")).contains("failed", SecretConfig.MASK);
    assertThat(files())
        .map(file -> file.getFileName().toString())
        .contains("database.mv.db", "secret.key");
    var example = new Canaries();
    var secret = example.at("here");
    assertThat(example.foundIn("x" + secret)).isNotEmpty();
    assertThat(example.foundIn(Json.write(secret))).isNotEmpty();
  }
}
