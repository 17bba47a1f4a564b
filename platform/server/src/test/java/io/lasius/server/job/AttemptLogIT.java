package io.lasius.server.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.ShellConnector;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of a sync that runs, over HTTP. */
@Timeout(120)
final class AttemptLogIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Says three things, and then does nothing for long. */
  private static final String BEHAVIOUR =
      """
      case $1 in
      spec) echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object"}}}' ;;
      discover)
        echo '{"type":"CATALOG","catalog":{"streams":[{"name":"s","json_schema":{},
          "supported_sync_modes":["full_refresh"]}]}}' | tr -d '\\n'
        echo ;;
      read)
        echo '{"type":"LOG","log":{"level":"INFO","message":"one"}}'
        echo '{"type":"LOG","log":{"level":"WARN","message":"two"}}'
        echo '{"type":"LOG","log":{"level":"INFO","message":"three"}}'
        sleep 600 ;;
      esac
      """;

  @TempDir private Path folder;

  @Test
  void isFollowedWhileItGrowsAndThenReadSearchedAndDownloaded() throws Exception {
    ShellConnector.make("source-talking", BEHAVIOUR);
    var settings = Map.<String, Object>of("lasius.cancel-limit", "1s");
    try (var server = ServerUnderTest.start(folder, settings)) {
      var api = server.api();
      var operator = new Operator(api);
      var definition =
          operator.definition("sources", "lasius/source-talking", "dev", ",'network':'host'");
      var connection =
          operator.connectionOf(
              operator.source(definition, "{}"),
              operator.destination("{'destinationType':'file'}"),
              "{'name':'s'}");
      var job = operator.start(connection);
      var _ = operator.await(job, LIMIT, sync -> !sync.attempts().isEmpty());
      var path = "/jobs/%d/attempts/0/logs".formatted(job);

      var followed = follow(api, operator, path, job);

      var download = api.get(path + "/download");
      assertThat(download.header("Content-Disposition"))
          .contains("job-%d-attempt-0.jsonl".formatted(job));
      assertThat(followed.lines()).isEqualTo(download.body().lines().toList());
      assertThat(followed.ids().getLast()).isEqualTo(download.body().getBytes(UTF_8).length);
      resumes(api, path, followed);
      findsLines(api, path);
    }
  }

  /** The events of a log: its lines, and the offset behind each. */
  private record Followed(List<String> lines, List<Long> ids) {}

  private static Followed follow(Api api, Operator operator, String path, long job)
      throws Exception {
    var lines = new ArrayList<String>();
    var ids = new ArrayList<Long>();
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              api.request(path + "/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      try (var events = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
        for (var line = events.readLine(); !"event: end".equals(line); line = events.readLine()) {
          assertThat(line).isNotNull();
          if (line.startsWith("id: ")) {
            ids.add(Long.parseLong(line.substring("id: ".length())));
          } else if (line.startsWith("data: ")) {
            lines.add(line.substring("data: ".length()));
          }
          if (line.contains("\"three\"")) {
            assertThat(operator.look(job).status()).isEqualTo("running");
            assertThat(api.call("DELETE", "/jobs/" + job, null).status()).isEqualTo(200);
          }
        }
      }
    }
    assertThat(operator.awaitEnd(job, LIMIT).status()).isEqualTo("cancelled");
    return new Followed(lines, ids);
  }

  private static void resumes(Api api, String path, Followed followed) throws Exception {
    int last = followed.ids().size() - 1;
    var request =
        api.request(path + "/stream")
            .header("Last-Event-ID", followed.ids().get(last - 1).toString());

    assertThat(api.send(request).body())
        .isEqualTo(
            "id: %d\nevent: line\ndata: %s\n\nevent: end\ndata: {}\n\n"
                .formatted(followed.ids().get(last), followed.lines().get(last)));
  }

  private static void findsLines(Api api, String path) throws Exception {
    assertThat(api.get(path + "?level=warn").body())
        .contains("\"two\"")
        .doesNotContain("\"one\"", "\"three\"");
    assertThat(api.get(path + "?text=THREE").body().lines()).hasSize(1);
    assertThat(api.get(path + "?level=loud").status()).isEqualTo(400);
    assertThat(api.get(path.replace("attempts/0", "attempts/7") + "/stream").status())
        .isEqualTo(404);
  }
}
