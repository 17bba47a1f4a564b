package io.lasius.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, by what they show. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessTest {
  private static final String WORKSPACES = "/api/public/v1/workspaces";

  private final ServerUnderTest server;
  private final Api api;
  private final AdminFile admin;
  private final HttpClient http = HttpClient.newHttpClient();

  AccessTest(@TempDir Path folder) throws IOException {
    server = ServerUnderTest.start(folder, Map.of());
    api = server.api();
    admin = AdminFile.read(folder.resolve("admin.env")).orElseThrow();
  }

  @AfterAll
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void letsInWithClientIdAndSecret() throws Exception {
    var shown = basic(admin.clientId().toString(), admin.clientSecret());

    assertThat(get(WORKSPACES, "Authorization", shown).statusCode()).isEqualTo(200);
  }

  @Test
  void letsInWithEmailAndPassword() throws Exception {
    var shown = basic(admin.user(), String.valueOf(admin.password()));

    assertThat(get(WORKSPACES, "Authorization", shown).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/public/v1/applications/token, application/json",
    "/api/v1/applications/token, application/json",
    "/v1/applications/token/, application/json",
    "/applications/token, application/x-www-form-urlencoded",
    "/api/public/v1/applications/token, application/x-www-form-urlencoded"
  })
  void givesATokenForClientIdAndSecret(String path, String type) throws Exception {
    var body =
        (type.endsWith("json")
                ? "{\"client_id\":\"%s\",\"client_secret\":\"%s\",\"grant-type\":\"client_credentials\"}"
                : "grant_type=client_credentials&client_id=%s&client_secret=%s")
            .formatted(admin.clientId(), admin.clientSecret());

    var answer = post(path, body, "Content-Type", type);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .matches("\\{\"access_token\":\"[^\"]+\",\"token_type\":\"Bearer\",\"expires_in\":900}");
    var token = answer.body().split("\"", -1)[3];
    assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8))
        .contains("\"sub\":\"00000000-0000-0000-0000-000000000000\"");
    assertThat(get(WORKSPACES, "Authorization", "bearer  " + token).statusCode()).isEqualTo(200);
    assertRefused(get(WORKSPACES, "Authorization", "Bearer " + token + "x"), "are wrong");
  }

  @Test
  void givesNoTokenForAWrongSecret() throws Exception {
    var body = "{\"client_id\":\"%s\",\"client_secret\":\"wrong\"}".formatted(admin.clientId());

    var answer =
        post("/api/public/v1/applications/token", body, "Content-Type", "application/json");

    assertRefused(answer, "client_id or client_secret is wrong");
  }

  @Test
  void takesATokenNoMoreOnceItsApplicationIsDeleted() throws Exception {
    var made = api.post("/applications", "{'name':'one of many'}").json();
    var id = made.path("clientId").asText();
    var token =
        api.post(
                "/applications/token",
                "{'client_id':'%s','client_secret':%s}".formatted(id, made.path("clientSecret")))
            .json()
            .path("access_token")
            .asText();
    assertThat(get(WORKSPACES, "Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
    assertThat(api.get("/applications").body())
        .contains(id, "\"clientSecret\":\"**********\"")
        .doesNotContain(made.path("clientSecret").asText());

    assertThat(api.call("DELETE", "/applications/" + id, null).status()).isEqualTo(200);

    assertRefused(get(WORKSPACES, "Authorization", "Bearer " + token), "were revoked");
    assertThat(api.get("/applications/" + id).status()).isEqualTo(404);
  }

  @Test
  void takesAPersonalTokenUntilItIsRevoked() throws Exception {
    var made = api.post("/personalTokens", "{'name':'laptop','expiresInDays':30}").json();
    var shown = "Bearer " + made.path("token").asText();
    assertThat(shown).startsWith("Bearer lasius_pat_");
    assertThat(get(WORKSPACES, "Authorization", shown).statusCode()).isEqualTo(200);
    assertThat(api.get("/personalTokens").body()).contains("laptop").doesNotContain("lasius_pat_");

    var path = "/personalTokens/" + made.path("tokenId").asText();
    assertThat(api.call("DELETE", path, null).status()).isEqualTo(204);

    assertRefused(get(WORKSPACES, "Authorization", shown), "were revoked");
    assertThat(api.call("DELETE", path, null).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer lasius_pat_wrong",
        "Bearer ",
        "Bearer",
        "Basic",
        "Basic %%%",
        "Basic bm9jb2xvbg==",
        "nonsense"
      })
  void keepsOutWhoShowsSomethingElse(String shown) throws Exception {
    assertRefused(get(WORKSPACES, "Authorization", shown), "are wrong");
  }

  /** A proxy may add its own behind the client's. */
  @Test
  void goesByTheFirstOfSeveralCredentials() throws Exception {
    var right = basic(admin.clientId().toString(), admin.clientSecret());

    var rightFirst = get(WORKSPACES, "Authorization", right, "Authorization", "Bearer wrong");
    var wrongFirst = get(WORKSPACES, "Authorization", "Bearer wrong", "Authorization", right);

    assertThat(rightFirst.statusCode()).as(rightFirst.body()).isEqualTo(200);
    assertRefused(wrongFirst, "are wrong");
  }

  /** As JWT libraries once took it: a token that says that it needs no signature. */
  @Test
  void keepsOutATokenWithoutASignature() throws Exception {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    var header = encoder.encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
    var claims =
        encoder.encodeToString(
            "{\"sub\":\"00000000-0000-0000-0000-000000000000\",\"aud\":\"airbyte-server\",\"exp\":99999999999}"
                .getBytes(UTF_8));

    assertRefused(
        get(WORKSPACES, "Authorization", "Bearer %s.%s.".formatted(header, claims)), "are wrong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        WORKSPACES,
        "/",
        "/?token=wrong",
        "/api/public/v1/jobs",
        "/no/such/path",
        "/health/../api/public/v1/workspaces",
        "/api/public/v1/health/x",
        "/api/public/v1/workspaces?token=wrong",
        "//health"
      })
  void keepsOutWhoShowsNothing(String path) throws Exception {
    assertRefused(get(path), "the header Authorization is missing");
  }

  @Test
  void limitsWrongPasswordsOfAName() throws Exception {
    for (int i = 0; i < LoginAttempts.MOST_FROM_ADDRESS; i++) {
      var answer = get(WORKSPACES, "Authorization", basic("somebody@example.com", "wrong" + i));
      assertThat(answer.statusCode()).isEqualTo(401);
    }

    var held = get(WORKSPACES, "Authorization", basic("somebody@example.com", "right"));

    assertThat(held.statusCode()).isEqualTo(429);
    assertThat(held.body()).contains("too-many-requests", "15 minutes");
    assertThat(get(WORKSPACES, "Authorization", basic("other@example.com", "x")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void asksTheUserOfABrowserForThePageAlone() throws Exception {
    assertThat(get("/").headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
    assertThat(get(WORKSPACES).headers().firstValue("WWW-Authenticate")).contains("Bearer");

    var page = get("/", "Authorization", basic(admin.user(), String.valueOf(admin.password())));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.body()).contains("Lasius");
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, http://evil.example",
    "Origin, null"
  })
  void keepsOutWhatAPageOfAnotherSiteSends(String header, String value) throws Exception {
    var answer =
        post(
            WORKSPACES,
            "{\"name\":\"theirs\"}",
            "Content-Type",
            "application/json",
            "Authorization",
            api.authorization(),
            header,
            value);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("a page of another site");
    assertThat(api.get("/workspaces").body()).doesNotContain("theirs");
  }

  @Test
  void letsOnWhatAPageOfItsOwnSends() throws Exception {
    var answer =
        post(
            WORKSPACES,
            "{\"name\":\"ours\"}",
            "Content-Type",
            "application/json",
            "Authorization",
            api.authorization(),
            "Origin",
            api.address().toString(),
            "Sec-Fetch-Site",
            "same-origin");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/", "/api/public/v1/health", "/api/public/v1/health/"})
  void tellsItsHealthToAnybody(String path) throws Exception {
    var answer = get(path);

    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
    assertThat(answer.body()).contains("\"database\":\"ok\"", "\"engine\":", "\"disk\":");
  }

  private static String basic(String name, String secret) {
    var pair = (name + ":" + secret).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers));
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return send(request(path, headers).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(api.address() + path)).timeout(Duration.ofSeconds(30));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void assertRefused(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.body())
        .startsWith("{\"status\":401,")
        .contains("\"title\":\"invalid-api-key\"", why);
  }
}
