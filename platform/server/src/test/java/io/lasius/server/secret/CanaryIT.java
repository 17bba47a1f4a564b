package io.lasius.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import io.lasius.server.Api;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.container.ContainerLabels;
import io.lasius.server.workspace.Workspace;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
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

  private final Docker docker = Docker.ofTests();

  @TempDir private Path folder;
  private final Canaries canaries = new Canaries();
  private final Sightings seen = new Sightings();

  @Test
  void aSecretIsWrittenNowhereButIntoItsContainer() throws Exception {
    var temporary = Files.createDirectory(folder.resolve("tmp"));
    var settings =
        Map.of("LASIUS_LOG_LEVEL", "DEBUG", "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    try (var server = ServerProcess.start(folder, settings)) {
      useAndLook(new Operator(server.api()));
      server.stop();
      seen.note("log of the server", server.errors());
    }
    seen.note("database", String.join("\n", ServerUnderTest.script(folder)));

    var found = new ArrayList<String>();
    seen.forEach(
        (where, text) -> canaries.foundIn(text).forEach(what -> found.add(where + ": " + what)));
    for (var file : files()) {
      canaries
          .foundIn(Files.readAllBytes(file))
          .forEach(what -> found.add(folder.relativize(file) + ": " + what));
    }

    assertThat(canaries.count()).isEqualTo(20);
    assertThat(found).isEmpty();
    assertThatItWasLookedFor();
  }

  private void useAndLook(Operator operator) throws Exception {
    var api = operator.api();
    tellAWebhook(api);
    var project = tryAManifest(api);
    CanaryConnector.make();
    var source = "/sources/" + make(operator, "source");
    var destination = "/destinations/" + make(operator, "destination");
    var connection = operator.connectionOf(idOf(source), idOf(destination), mappedStream());
    setAsideWhatDoesNotFit(api, connection);
    for (var actor : List.of(source, destination)) {
      checkAndRefuse(api, actor);
    }
    seen.note("streams crash", api.get("/streams?ignoreCache=true&sourceId=" + idOf(source)));
    change(api, destination, "work");
    commandsUnderWatch(api, source);
    syncUnderWatch(operator, connection);
    failingSync(operator, source, connection);
    seen.lookAtConnection(api, connection);
    seen.lookAtJobs(api);
    for (var actor : List.of(source, destination)) {
      var _ = seen.look(api, actor);
      var _ = seen.look(api, actor + "?includeSecretCoordinates=true");
    }
    var ofProject = "{'builderProjectId':'%s'}".formatted(project);
    seen.lookByConfig(api, "/connector_builder_projects/get_with_manifest", ofProject);
  }

  /** Nobody listens there, so that there are failures to tell of. */
  private void tellAWebhook(Api api) throws Exception {
    var url = "http://127.0.0.1:1/" + URLEncoder.encode(canaries.at("webhook"), UTF_8);
    var hook = "{'webhook':{'enabled':true,'url':'%s'}}".formatted(url);
    var changed =
        api.call(
            "PATCH",
            "/workspaces/" + Workspace.DEFAULT,
            "{'notifications':{'success':%1$s,'failure':%1$s}}".formatted(hook));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
  }

  private String tryAManifest(Api api) throws Exception {
    var made =
        api.post(
            "/workspaces/%s/definitions/declarative_sources".formatted(Workspace.DEFAULT),
            """
            {'name':'m','manifest':{'spec':{'connection_specification':{
              'properties':{'key':{'airbyte_secret':true}}}}}}\
            """);
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    var project = made.json().path("id").asText();
    var values =
        api.config(
            "/connector_builder_projects/update_testing_values",
            "{'builderProjectId':'%s','testingValues':{'key':%s}}"
                .formatted(project, Json.write(canaries.at("testing value"))));
    assertThat(values.body()).contains(SecretConfig.MASK);
    seen.note("testing values", values);
    return project;
  }

  private String make(Operator operator, String role) throws Exception {
    var made =
        operator
            .api()
            .post(
                "/%ss".formatted(role),
                "{\"name\":\"n\",\"workspaceId\":\"%s\",\"definitionId\":\"%s\",\"configuration\":%s}"
                    .formatted(
                        Workspace.DEFAULT,
                        CanaryConnector.define(operator, role + "s"),
                        CanaryConnector.configuration(canaries, "/%ss".formatted(role), "work")));
    seen.note(role + " made", made);
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.json().path(role + "Id").asText();
  }

  private String mappedStream() {
    return """
    {'name':'s','syncMode':'incremental_append','mappers':[
      {'type':'hashing','mapperConfiguration':{'targetField':'note','salt':%s}},
      {'type':'encryption','mapperConfiguration':{'algorithm':'AES','targetField':'code','key':'%s'}}]}\
    """
        .formatted(Json.write(canaries.at("salt of a mapper")), canaries.key("key of a mapper"));
  }

  private static void setAsideWhatDoesNotFit(Api api, String connection) throws Exception {
    var path = "/connections/%s/recordChecks".formatted(connection);
    var set = api.call("PUT", path, "{'schema':'set_aside'}");
    assertThat(set.status()).as(set.body()).isEqualTo(200);
  }

  /** What goes well, what the connector refuses, and what does not even get to it. */
  private void checkAndRefuse(Api api, String actor) throws Exception {
    seen.note("check", api.post(actor + "/check", "{}"));
    for (var mode : List.of("refuse", "crash")) {
      change(api, actor, mode);
      seen.note("check " + mode, api.post(actor + "/check", "{}"));
      seen.note("check of old " + mode, checkOfOld(api, actor));
    }
    var wrong = configuration(actor, "work").replace("\"mode\":\"work\"", "\"mode\":7");
    var refused = api.call("PATCH", actor, "{\"configuration\":%s}".formatted(wrong));
    seen.note("wrong", refused);
    assertThat(refused.status()).isEqualTo(422);
    seen.note("torn", api.call("PATCH", actor, "{\"configuration\":" + wrong));
  }

  private static Api.Answer checkOfOld(Api api, String actor) throws Exception {
    var body = "{'sourceId':'%1$s','destinationId':'%1$s'}".formatted(idOf(actor));
    return api.config(kindOf(actor) + "/check_connection", body);
  }

  private static String idOf(String actor) {
    return actor.substring(actor.lastIndexOf('/') + 1);
  }

  private static String kindOf(String actor) {
    return actor.substring(0, actor.lastIndexOf('/'));
  }

  private void change(Api api, String actor, String mode) throws Exception {
    var answer =
        api.call("PATCH", actor, "{\"configuration\":%s}".formatted(configuration(actor, mode)));
    seen.note("changed to " + mode, answer);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private String configuration(String actor, String mode) {
    return CanaryConnector.configuration(canaries, kindOf(actor), mode);
  }

  private void failingSync(Operator operator, String source, String connection) throws Exception {
    change(operator.api(), source, "fail");
    var sync = operator.sync(connection);
    assertThat(sync.status()).as("%s", sync).isEqualTo("failed");
    seen.note("sync that fails", sync.toString());
  }

  /** A check and a discover that are looked at from outside while their containers are there. */
  private void commandsUnderWatch(Api api, String source) throws Exception {
    change(api, source, "await");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var check = threads.submit(() -> api.post(source + "/check", "{}"));
      var streams =
          threads.submit(() -> api.get("/streams?ignoreCache=true&sourceId=" + idOf(source)));
      try {
        for (var role : List.of("check", "discover")) {
          inspect(Operator.await(() -> running(role), LIMIT, found -> !found.isEmpty()));
        }
      } finally {
        Files.createFile(go());
      }
      seen.note("check under watch", check.get());
      seen.note("streams under watch", streams.get());
    }
    var _ = Operator.await(() -> running("discover"), LIMIT, List::isEmpty);
    Files.delete(go());
  }

  private List<String> running(String role) throws IOException, InterruptedException {
    return docker.lines(
        "ps",
        "--quiet",
        "--no-trunc",
        "--filter=ancestor=" + CanaryConnector.IMAGE,
        "--filter=label=%s=%s".formatted(ContainerLabels.ROLE, role));
  }

  /** The same of a sync. */
  private void syncUnderWatch(Operator operator, String connection) throws Exception {
    var job = operator.start(connection);
    var containers =
        Operator.await(() -> docker.containers(connection), LIMIT, found -> found.size() == 2);
    inspect(containers);
    var _ = seen.look(operator.api(), "/jobs/%d/attempts/0/status".formatted(job));
    Files.createFile(go());
    var sync = operator.awaitEnd(job, LIMIT);
    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    seen.note("sync", sync.toString());
  }

  private void inspect(List<String> containers) throws IOException, InterruptedException {
    for (var container : containers) {
      seen.note("metadata of " + container, String.join("\n", docker.lines("inspect", container)));
      seen.note("changes of " + container, String.join("\n", docker.lines("diff", container)));
    }
  }

  private Path go() {
    return folder.resolve("local").resolve("go");
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** What is no secret can be read in the same places, so a secret could be, too. */
  private void assertThatItWasLookedFor() throws IOException {
    assertThat(seen.of("database")).contains("lasius/canary");
    assertThat(seen.of("GET " + Sightings.DELIVERIES)).contains("127.0.0.1:1");
    assertThat(seen.of("rejected records")).contains("\"one\"");
    assertThat(files())
        .map(file -> file.getFileName().toString())
        .contains("database.mv.db", "secret.key");
    var example = new Canaries();
    var secret = example.at("here");
    assertThat(example.foundIn("x" + secret)).isNotEmpty();
    assertThat(example.foundIn(Json.write(secret))).isNotEmpty();
  }
}
