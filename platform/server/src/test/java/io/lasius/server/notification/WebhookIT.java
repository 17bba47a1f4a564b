package io.lasius.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events of real syncs, over the death of the server that had them. */
@Timeout(180)
final class WebhookIT {
  private static final String NOTIFICATIONS =
      "/workspaces/00000000-0000-0000-0000-000000000001/notifications";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void tellsOfSyncRefreshAndResetAndForgetsNothingWhenItIsKilled(@TempDir Path folder)
      throws Exception {
    try (var receiver = Receiver.start()) {
      long last;
      try (var server = ServerProcess.start(folder, Map.of())) {
        var operator = new Operator(server.api());
        tellAll(server.api(), receiver.address("/hooks/secret"));
        var connection = connection(operator);

        run(operator, connection, "'jobType':'sync'");
        run(operator, connection, "'jobType':'refresh'");
        run(operator, connection, "'jobType':'reset'");
        var told = new ArrayList<JsonNode>();
        for (int i = 0; i < 6; i++) {
          told.add(receiver.next().json());
        }
        receiver.answerAlways(503);
        last = run(operator, connection, "'jobType':'sync'");

        assertThat(types(told))
            .containsExactlyInAnyOrder(
                "sync.started",
                "sync.succeeded",
                "refresh.started",
                "refresh.succeeded",
                "reset.started",
                "reset.succeeded");
        var sync =
            told.stream()
                .filter(event -> event.path("type").asText().equals("sync.succeeded"))
                .findFirst()
                .orElseThrow();
        assertThat(sync.path("data").path("recordsCommitted").asLong()).isEqualTo(100);
        assertThat(sync.path("data").path("recordsEmitted").asLong()).isEqualTo(100);
        assertThat(sync.path("data").path("verdict").path("kind").asText()).isEqualTo("verified");
        assertThat(sync.path("text").asText()).contains("succeeded: 100 records committed in ");
        operator.await(
            NOTIFICATIONS + "/deliveries?status=pending",
            LIMIT,
            found -> found.path("data").size() == 2 && isRefused(found.path("data")));
        assertThat(server.errors()).doesNotContain("/hooks/secret");
        server.kill();
      }
      var _ = receiver.takeAll();
      receiver.answerAlways(200);

      try (var server = ServerProcess.start(folder, Map.of())) {
        var told = List.of(receiver.next().json(), receiver.next().json());

        assertThat(types(told)).containsExactlyInAnyOrder("sync.started", "sync.succeeded");
        assertThat(told).allMatch(event -> event.path("data").path("jobId").asLong() == last);
        var delivered =
            new Operator(server.api())
                .await(
                    NOTIFICATIONS + "/deliveries?status=delivered&limit=8",
                    LIMIT,
                    found -> found.path("data").size() == 8);
        again(server.api(), delivered.path("data").path(0).path("deliveryId").asText());
        assertThat(receiver.next().json().path("data").path("jobId").asLong()).isEqualTo(last);
      }
    }
  }

  private static boolean isRefused(JsonNode deliveries) {
    return deliveries
        .valueStream()
        .allMatch(delivery -> delivery.path("lastStatus").asInt() == 503);
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("type").asText()).toList();
  }

  private static void tellAll(Api api, String url) throws Exception {
    var hook = "{'webhook':{'enabled':true,'url':'%s'}}".formatted(url);
    var answer =
        api.call(
            "PATCH",
            "/workspaces/00000000-0000-0000-0000-000000000001",
            "{'notifications':{'started':%1$s,'success':%1$s,'failure':%1$s}}".formatted(hook));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static void again(Api api, String delivery) throws Exception {
    var answer = api.post(NOTIFICATIONS + "/deliveries/%s/retry".formatted(delivery), "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("status").asText()).isEqualTo("pending");
  }

  private static String connection(Operator operator) throws Exception {
    return operator.connection(
        operator.source("{'sourceType':'sample','count':100}"),
        operator.destination("{'destinationType':'file','folder':'/local/hooks'}"),
        "users");
  }

  private static long run(Operator operator, String connection, String job) throws Exception {
    var answer =
        operator.api().post("/jobs", "{'connectionId':'%s',%s}".formatted(connection, job));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var ended = operator.awaitEnd(answer.json().path("jobId").asLong(), LIMIT);
    assertThat(ended.status()).as("%s", ended).isEqualTo("succeeded");
    return ended.number();
  }
}
