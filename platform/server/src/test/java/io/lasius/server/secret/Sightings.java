package io.lasius.server.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.workspace.Workspace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What was seen of a server, by where. */
final class Sightings {
  static final String DELIVERIES =
      "/workspaces/%s/notifications/deliveries".formatted(Workspace.DEFAULT);

  private final Map<String, String> byPlace = new LinkedHashMap<>();

  void note(String place, String text) {
    byPlace.merge(place, text, (before, more) -> before + "\n" + more);
  }

  void note(String place, Api.Answer answer) {
    note(place, answer.body());
  }

  /** What was seen at a place, which must have been looked at. */
  String of(String place) {
    assertThat(byPlace).containsKey(place);
    return byPlace.getOrDefault(place, "");
  }

  void forEach(BiConsumer<String, String> action) {
    byPlace.forEach(action);
  }

  /** What is not there cannot show a secret, so it must be there. */
  Api.Answer look(Api api, String path) throws IOException, InterruptedException {
    return look("GET " + path, api.get(path));
  }

  void lookByConfig(Api api, String path, String body) throws IOException, InterruptedException {
    var _ = look(path, api.config(path, body));
  }

  private Api.Answer look(String place, Api.Answer answer) {
    assertThat(answer.status()).as("%s: %s", place, answer.body()).isEqualTo(200);
    note(place, answer);
    return answer;
  }

  void lookAtConnection(Api api, String connection) throws IOException, InterruptedException {
    var path = "/connections/" + connection;
    for (var place :
        List.of(
            "/sources",
            "/destinations",
            "/connections",
            path,
            path + "/states",
            path + "/states/export",
            "/jobs",
            "/audit?limit=100",
            DELIVERIES)) {
      var _ = look(api, place);
    }
    var versions = look(api, path + "/states/versions").json().path("data");
    assertThat(versions).isNotEmpty();
    for (var version : versions) {
      var _ = look(api, path + "/states/versions/" + version.path("version").asLong());
    }
    var id = "{'connectionId':'%s'}".formatted(connection);
    lookByConfig(api, "/state/get", id);
    lookByConfig(api, "/connections/get", id);
    lookByConfig(api, "/web_backend/connections/get", id);
    var _ = look("page", api.callAbsolute("GET", "/", null));
  }

  void lookAtJobs(Api api) throws IOException, InterruptedException {
    for (var job : look(api, "/jobs").json().path("data")) {
      long number = job.path("jobId").asLong();
      var path = "/jobs/" + number;
      var _ = look(api, path);
      var _ = look(api, path + "/attempts");
      var attempt = path + "/attempts/0";
      for (var part : List.of("/logs", "/logs/download", "/logs/stream")) {
        assertThat(look(api, attempt + part).body()).contains("I know", SecretConfig.MASK);
      }
      var _ = look(api, attempt + "/status");
      var _ = look(api, attempt + "/status/stream");
      note("rejected records", look(api, attempt + "/rejectedRecords"));
      lookByConfig(api, "/jobs/get_debug_info", "{'id':%d}".formatted(number));
    }
  }
}
