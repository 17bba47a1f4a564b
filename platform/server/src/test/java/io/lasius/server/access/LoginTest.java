package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People who log in by a browser. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoginTest {
  private static final String ME = "/api/public/v1/users/me";
  private static final String TOKENS = "/api/public/v1/personalTokens";
  private static final String PASSWORD = "a long password";

  private final Path folder;
  private final ServerUnderTest server;
  private final Api admin;
  private Browser browser;
  private String email = "";
  private String userId = "";

  LoginTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server = start();
    admin = server.api();
    browser = new Browser(admin.address());
  }

  private ServerUnderTest start() throws IOException {
    return ServerUnderTest.start(folder, Map.of("lasius.trusted-proxies", "127.0.0.0/8"));
  }

  @BeforeEach
  void makeUser() throws Exception {
    browser = new Browser(admin.address());
    email = UUID.randomUUID() + "@example.com";
    var made =
        admin.post(
            "/users", "{'name':'Ada','email':'%s','password':'%s'}".formatted(email, PASSWORD));
    userId = made.json().path("id").asText();
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** What is refused is not remembered, however much it is. */
  @ParameterizedTest
  @ValueSource(ints = {321, 1_000_000})
  void refusesAnAddressThatNobodyHas(int length) throws Exception {
    var email = "e".repeat(length);

    var answer =
        server
            .api()
            .callAbsolute("POST", "/login", "{'email':'%s','password':'p'}".formatted(email));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).hasSizeLessThan(1000);
  }

  @Test
  void saysWhoIsLoggedInAndKnowsThemFromThenOn() throws Exception {
    var answer = browser.logIn(email, PASSWORD);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer))
        .isEqualTo(
            Json.parse(
                "{\"id\":\"%s\",\"name\":\"Ada\",\"email\":\"%s\"}".formatted(userId, email)));
    assertThat(json(browser.open(ME)).path("id").asText()).isEqualTo(userId);
  }

  @Test
  void takesAForm() throws Exception {
    assertThat(browser.logInByForm(email, PASSWORD).statusCode()).isEqualTo(200);

    assertThat(browser.open(ME).statusCode()).isEqualTo(200);
  }

  @Test
  void keepsTheCookieFromScriptsAndOtherSitesAndForHalfADay() throws Exception {
    var cookie = cookie(browser.logIn(email, PASSWORD));

    assertThat(cookie.split("; *"))
        .contains("Path=/", "HTTPOnly", "SameSite=Lax", "Max-Age=43200")
        .doesNotContain("Secure")
        .noneMatch(part -> part.startsWith("Domain"));
    assertThat(cookie).matches("lasius_session=[\\w-]{43};.*");
  }

  @Test
  void givesTheCookieOverTlsAloneWhereItIsReachedByTls() throws Exception {
    var answer =
        browser.send(
            browser
                .request("/login")
                .header("X-Forwarded-Proto", "https")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD))));

    var cookie = cookie(answer);
    assertThat(cookie).matches("__Host-lasius_session=[\\w-]{43};.*");
    assertThat(cookie.split("; *")).contains("Secure", "Path=/");
    var token = cookie.split("[=;]", -1)[1];
    assertThat(withCookie("__Host-lasius_session", token, "https")).isEqualTo(200);
    assertThat(withCookie("lasius_session", token, "https")).isEqualTo(401);
  }

  private int withCookie(String name, String token, String scheme) throws Exception {
    try (var other = new Browser(admin.address())) {
      var request =
          other
              .request(ME)
              .header("X-Forwarded-Proto", scheme)
              .header("Cookie", name + "=" + token);
      return other.send(request).statusCode();
    }
  }

  @Test
  void letsNobodyInByAWrongPassword() throws Exception {
    var answer = browser.logIn(email, "a wrong password");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("the e-mail address or the password is wrong");
    assertThat(browser.session()).isEmpty();
    assertThat(browser.logIn("nobody@example.com", PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    var answer = browser.send("POST", "/login", "{'email':'a@example.com'}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("the property 'password' is missing");
  }

  /** As many as by the header Authorization, and together with those. */
  @Test
  void limitsWrongPasswords() throws Exception {
    try (var basic = Api.ofUser(admin.address(), email, "a wrong password")) {
      for (int i = 0; i < LoginAttempts.MOST_FROM_ADDRESS / 2; i++) {
        assertThat(basic.get("/users/me").status()).isEqualTo(401);
        assertThat(browser.logIn(email, "a wrong password").statusCode()).isEqualTo(401);
      }
    }

    var held = browser.logIn(email, PASSWORD);

    assertThat(held.statusCode()).isEqualTo(429);
    assertThat(browser.session()).isEmpty();
  }

  @Test
  void endsWithTheLogout() throws Exception {
    browser.logIn(email, PASSWORD);
    var token = browser.session().orElseThrow();

    var answer = browser.send("POST", "/logout", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(cookie(answer).split("; *")).contains("Max-Age=0", "Path=/");
    assertThat(browser.session()).isEmpty();
    assertThat(withCookie("lasius_session", token, "http")).isEqualTo(401);
  }

  @Test
  void leavesNoCookieWhereItHadEndedBeforeTheLogout() throws Exception {
    browser.logIn(email, PASSWORD);
    server.execute("DELETE FROM login_session WHERE user_id = ?", UUID.fromString(userId));

    var answer = browser.send("POST", "/logout", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(browser.session()).isEmpty();
  }

  @Test
  void endsWithTheNextLoginOfTheBrowser() throws Exception {
    browser.logIn(email, PASSWORD);
    var token = browser.session().orElseThrow();

    assertThat(browser.logIn(email, PASSWORD).statusCode()).isEqualTo(200);

    assertThat(withCookie("lasius_session", token, "http")).isEqualTo(401);
    assertThat(browser.open(ME).statusCode()).isEqualTo(200);
  }

  @Test
  void endsWithAChangeOfThePassword() throws Exception {
    browser.logIn(email, PASSWORD);

    var changed =
        browser.send(
            "PUT",
            "/api/public/v1/users/%s/password".formatted(userId),
            "{'password':'another long password'}");

    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
    var answer = browser.open(ME);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("the session has ended; log in again");
  }

  @Test
  void endsWithTheUser() throws Exception {
    browser.logIn(email, PASSWORD);

    assertThat(admin.call("DELETE", "/users/" + userId, null).status()).isEqualTo(204);

    assertThat(browser.open(ME).statusCode()).isEqualTo(401);
  }

  @Test
  void outlivesTheServer(@TempDir Path other) throws Exception {
    var file = other.resolve("admin.env");
    try (var first = ServerUnderTest.start(other, Map.of())) {
      var known = AdminFile.read(file).orElseThrow();
      browser.moveTo(first.api().address());
      assertThat(browser.logIn(known.user(), String.valueOf(known.password())).statusCode())
          .isEqualTo(200);
    }

    try (var second = ServerUnderTest.start(other, Map.of())) {
      browser.moveTo(second.api().address());
      assertThat(browser.open(ME).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    ", , 403",
    "Origin, http://evil.example, 403",
    "Origin, null, 403",
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, same-origin, 200"
  })
  void changesNothingForAPageThatMayBeAnothers(String header, String value, int status)
      throws Exception {
    browser.logIn(email, PASSWORD);
    var request = browser.request(TOKENS).header("Content-Type", "application/json");
    if (header != null) {
      request.header(header, value);
    }

    var answer = browser.send(request.POST(BodyPublishers.ofString("{\"name\":\"theirs\"}")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(browser.open(TOKENS).body().contains("theirs")).isEqualTo(status == 200);
  }

  /** A form needs no script, and a browser asks nobody before it sends it. */
  @Test
  void isNotEndedByAFormOfAnotherPage() throws Exception {
    browser.logIn(email, PASSWORD);

    var silent = browser.send(browser.request("/logout").POST(BodyPublishers.noBody()));
    var told =
        browser.send(
            browser
                .request("/logout")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.noBody()));

    assertThat(silent.statusCode()).isEqualTo(403);
    assertThat(silent.body()).contains("with a session's cookie alone");
    assertThat(told.statusCode()).isEqualTo(403);
    assertThat(browser.open(ME).statusCode()).isEqualTo(200);
  }

  @Test
  void letsNoOtherPageLogSomebodyIn() throws Exception {
    var answer =
        browser.send(
            browser
                .request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("email=%s&password=x".formatted(email))));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void countsLessThanTheHeaderAuthorization() throws Exception {
    browser.logIn(email, PASSWORD);

    var admins = browser.send(browser.request(ME).header("Authorization", admin.authorization()));
    var wrong = browser.send(browser.request(ME).header("Authorization", "Bearer wrong"));

    assertThat(json(admins).path("name").asText()).isEqualTo("admin");
    assertThat(wrong.statusCode()).isEqualTo(401);
  }

  @Test
  void isToldByTheAuditLog() throws Exception {
    browser.logIn(email, PASSWORD);
    assertNewest("POST /login", "password", 200);

    browser.send("POST", TOKENS, "{'name':'laptop'}");
    assertNewest("POST " + TOKENS, "session", 200);

    browser.send("POST", "/logout", "");
    assertNewest("POST /logout", "session", 204);
  }

  private void assertNewest(String action, String way, int status) throws Exception {
    var entry = admin.get("/audit?limit=1").json().path("data").path(0);
    assertThat(entry.path("userId").asText()).isEqualTo(userId);
    assertThat(entry.path("action").asText()).isEqualTo(action);
    assertThat(entry.path("way").asText()).isEqualTo(way);
    assertThat(entry.path("status").asInt()).isEqualTo(status);
  }

  @Test
  void knowsNoProviderWhereNoneIsSet() throws Exception {
    var answer = browser.open("/login/oidc");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("there is no login oidc");
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Json.parse(answer.body());
  }
}
