package io.lasius.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The notifications of workspaces over HTTP, on a server that needs no engine for it. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebhookApiTest {
  private final ServerUnderTest server;
  private final Api api;
  private final Receiver receiver;

  WebhookApiTest(@TempDir Path folder) throws IOException {
    server = ServerUnderTest.start(folder, Map.of("lasius.webhook-timeout", "300ms"));
    api = server.api();
    receiver = Receiver.start();
  }

  @AfterAll
  void stop() {
    receiver.close();
    server.close();
  }

  @Test
  void keepsWhatAPatchDoesNotNameAndShowsAllKinds() throws Exception {
    var made =
        ok(
            api.post(
                "/workspaces",
                "{'name':'w','organizationId':'11111111-1111-1111-1111-111111111111','notifications':{'failure':{'webhook':{'enabled':true,'url':'https://example.com/a'}},"
                    + "'started':{'webhook':{'url':'http://example.com/b?c=d'},'email':{'enabled':false}}}}"));
    var path = "/workspaces/" + made.path("workspaceId").asText();

    var changed =
        ok(
            api.call(
                "PATCH",
                path,
                "{'notifications':{'failure':{'webhook':{'enabled':false}},'success':{'webhook':{'enabled':true,'url':'https://example.com/c'}}}}"));

    assertThat(changed).isEqualTo(ok(api.get(path)));
    assertThat(changed.path("name").asText()).isEqualTo("w");
    var notifications = changed.path("notifications");
    assertThat(notifications.fieldNames())
        .toIterable()
        .containsExactly(
            "failure",
            "success",
            "connectionUpdate",
            "connectionUpdateActionRequired",
            "syncDisabled",
            "syncDisabledWarning",
            "started",
            "incomplete",
            "cancelled");
    assertThat(notifications.path("failure").toString())
        .isEqualTo(
            "{\"email\":{\"enabled\":false},\"webhook\":{\"enabled\":false,\"url\":\"https://example.com/a\"}}");
    assertThat(notifications.path("started").path("webhook").toString())
        .isEqualTo("{\"enabled\":false,\"url\":\"http://example.com/b?c=d\"}");
    assertThat(notifications.path("success").path("webhook").path("enabled").asBoolean()).isTrue();
    assertThat(notifications.path("cancelled").path("webhook").toString())
        .isEqualTo("{\"enabled\":false}");
    var renamed = ok(api.call("PATCH", path, "{'name':'other'}"));
    assertThat(renamed.path("name").asText()).isEqualTo("other");
    assertThat(renamed.path("notifications")).isEqualTo(notifications);
    var cleared =
        ok(api.call("PATCH", path, "{'notifications':{'failure':{'webhook':{'url':''}}}}"));
    assertThat(cleared.path("notifications").path("failure").path("webhook").has("url")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'failure':{'email':{'enabled':true}}                                  | 422 | sends no mail: set the webhook
          'failure':{'webhook':{'enabled':true}}                                | 422 | failure.webhook is enabled, but has no url
          'failure':{'webhook':{'url':'ftp://example.com/'}}                    | 400 | failure.webhook.url must be an address such as
          'failure':{'webhook':{'url':'https://somebody:secret@example.com/'}}  | 400 | without a user and password
          'failure':{'webhook':{'url':'https://exa mple.com/'}}                 | 400 | failure.webhook.url must be an address such as
          'failed':{}                                                           | 400 | there is no notification 'failed'; there are: failure, success
          """)
  void refusesWhatItCannotDo(String notifications, int status, String words) throws Exception {
    var answer =
        api.call(
            "PATCH",
            defaultWorkspace(),
            "{'name':'renamed','notifications':{%s}}".formatted(notifications));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).contains(words);
    assertThat(answer.body()).doesNotContain("secret@");
    assertThat(ok(api.get(defaultWorkspace())).path("name").asText()).isEqualTo("Default");
  }

  @Test
  void answers404ForAWorkspaceOrDeliveryThatIsNotThere() throws Exception {
    var nobody = "/workspaces/11111111-1111-1111-1111-111111111111";
    var delivery = "/deliveries/11111111-1111-1111-1111-111111111111/retry";

    assertThat(api.call("PATCH", nobody, "{'name':'n'}").status()).isEqualTo(404);
    assertThat(api.get(nobody + "/notifications/deliveries").status()).isEqualTo(404);
    assertThat(api.post(notifications() + delivery, "").status()).isEqualTo(404);
    assertThat(api.post("/workspaces", "{}").status()).isEqualTo(400);
  }

  @Test
  void showsASigningSecretOnceAndSignsWithIt() throws Exception {
    var path = notifications() + "/signingSecret";
    assertThat(api.get(path).body()).isEqualTo("{}");
    set("success", receiver.address("/"));

    var secret = ok(api.post(path, "")).path("signingSecret").asText();

    assertThat(secret).startsWith("whsec_");
    assertThat(ok(api.get(path)).path("signingSecret").asText()).isEqualTo("**********");
    ok(api.post(notifications() + "/try", "{'notification':'success'}"));
    var post = receiver.next();
    assertThat(post.isSignedBy(secret)).isTrue();
    assertThat(post.type()).isEqualTo("test");
    assertThat(post.json().path("text").asText()).contains("workspace 'Default'");
  }

  @Test
  void triesAWebhookAndTellsWhatItsReceiverSaid() throws Exception {
    set("failure", receiver.address("/a/b"));

    var good = tryOut("failure");
    receiver.answerWith(418);
    var bad = tryOut("failure");
    receiver.answerWith(Receiver.NEVER);
    var silent = tryOut("failure");

    assertThat(good.path("delivered").asBoolean()).isTrue();
    assertThat(good.path("status").asInt()).isEqualTo(200);
    assertThat(good.path("answer").asText()).isEqualTo("you asked for **********");
    assertThat(good.has("error")).isFalse();
    assertThat(bad.path("delivered").asBoolean()).isFalse();
    assertThat(bad.path("error").asText()).startsWith(receiver.host() + " answered 418: ");
    assertThat(silent.path("error").asText())
        .isEqualTo(receiver.host() + " did not answer within 0.3 s");
    assertThat(silent.has("status")).isFalse();
    var nowhere = api.post(notifications() + "/try", "{'notification':'incomplete'}");
    assertThat(nowhere.status()).isEqualTo(409);
    assertThat(nowhere.json().path("detail").asText()).contains("has no url to be tried");
    var _ = receiver.takeAll();
  }

  @Test
  void tellsOfAStatusThatIsNone() throws Exception {
    var answer = api.get(notifications() + "/deliveries?status=lost");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText())
        .isEqualTo("status is 'lost', but must be pending, delivered or given_up");
  }

  private void set(String kind, String url) throws Exception {
    ok(
        api.call(
            "PATCH",
            defaultWorkspace(),
            "{'notifications':{'%s':{'webhook':{'url':'%s'}}}}".formatted(kind, url)));
  }

  private JsonNode tryOut(String kind) throws Exception {
    return ok(api.post(notifications() + "/try", "{'notification':'%s'}".formatted(kind)));
  }

  private static String defaultWorkspace() {
    return "/workspaces/00000000-0000-0000-0000-000000000001";
  }

  private static String notifications() {
    return defaultWorkspace() + "/notifications";
  }

  private static JsonNode ok(Api.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }
}
