package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.lasius.protocol.json.Json;
import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** People who log in at a provider of OpenID Connect. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProviderLoginTest {
  private static final String LOGIN = "/login/oidc";
  private static final String ME = "/api/public/v1/users/me";
  private static final String PASSWORD = "a long password";
  private static final String ID_TOKEN = "id_token";

  private final ProviderUnderTest provider = new ProviderUnderTest();
  private final ServerUnderTest server;
  private final Api admin;
  private Browser browser;
  private String subject = "";
  private String email = "";

  ProviderLoginTest(@TempDir Path folder) throws IOException {
    server = ServerUnderTest.start(folder, provider.settings());
    admin = server.api();
    browser = new Browser(admin.address());
  }

  @BeforeEach
  void openBrowser() {
    browser = new Browser(admin.address());
    subject = UUID.randomUUID().toString();
    email = subject + "@example.com";
  }

  @AfterEach
  void closeBrowser() {
    provider.reset();
    browser.close();
  }

  @AfterAll
  void stop() {
    server.close();
    provider.close();
  }

  @Test
  void makesAUserWhoMayDoNothingUntilAnAdminSaysSo() throws Exception {
    provider.nextIs(subject, verified(email));

    var page = browser.open(LOGIN);

    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.uri().getPath()).isEqualTo("/");
    var user = Json.parse(browser.open(ME).body());
    assertThat(user.path("email").asText()).isEqualTo(email);
    assertThat(user.path("name").asText()).isEqualTo("Ada");
    assertThat(workspaces()).isEmpty();
    var given =
        admin.post(
            "/permissions",
            "{'userId':%s,'permissionType':'workspace_reader','workspaceId':'%s'}"
                .formatted(user.path("id"), workspace()));
    assertThat(given.status()).as(given.body()).isEqualTo(200);
    assertThat(workspaces()).isNotEmpty();
  }

  private Iterable<?> workspaces() throws Exception {
    return Json.parse(browser.open("/api/public/v1/workspaces").body()).path("data");
  }

  private String workspace() throws Exception {
    return admin.get("/workspaces").json().path("data").path(0).path("workspaceId").asText();
  }

  @Test
  void findsTheSameUserAgainWhateverTheirAddressIsThen() throws Exception {
    var first = logIn(subject, email);

    var second = logIn(subject, "other-" + email);

    assertThat(second).isEqualTo(first);
  }

  @Test
  void findsTheUserWhomAnAdminMadeForThem() throws Exception {
    var made = admin.post("/users", "{'name':'Ada','email':'%s'}".formatted(email));

    assertThat(logIn(subject, email)).isEqualTo(made.json().path("id").asText());
  }

  /** An address is given to somebody else once its owner has left. */
  @Test
  void givesNobodysAccountToWhoGetsTheirAddress() throws Exception {
    var user = logIn(subject, email);
    provider.nextIs("another", verified(email));

    try (var theirs = new Browser(admin.address())) {
      var answer = theirs.open(LOGIN);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
      assertThat(answer.body()).contains("is another one at the provider", user);
      assertThat(theirs.session()).isEmpty();
    }
    assertThat(admin.call("DELETE", "/users/" + user + "/provider", null).status()).isEqualTo(204);
    assertThat(browser.open(ME).statusCode()).isEqualTo(401);
    assertThat(logIn("another", email)).isEqualTo(user);
  }

  @Test
  void givesTheAccountOfSomebodyWithAPasswordToWhoKnowsIt() throws Exception {
    var made =
        admin.post(
            "/users", "{'name':'Ada','email':'%s','password':'%s'}".formatted(email, PASSWORD));
    provider.nextIs(subject, verified(email));
    var refused = browser.open(LOGIN);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("has a password; log in by it once");
    assertThat(browser.session()).isEmpty();

    assertThat(browser.logIn(email, PASSWORD).statusCode()).isEqualTo(200);

    assertThat(logIn(subject, email)).isEqualTo(made.json().path("id").asText());
    try (var fresh = new Browser(admin.address())) {
      provider.nextIs(subject, verified(email));
      assertThat(fresh.open(LOGIN).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void asksForTheAddressWhereTheIdTokenDoesNotTellIt() throws Exception {
    provider.nextIs(subject, Map.of());
    provider.tell(
        "{\"sub\":\"%s\",\"email\":\"%s\",\"email_verified\":true}".formatted(subject, email));

    assertThat(browser.open(LOGIN).statusCode()).isEqualTo(200);

    assertThat(browser.open(ME).body()).contains(email);
  }

  @Test
  void believesNoAnswerThatIsOfSomebodyElse() throws Exception {
    provider.nextIs(subject, Map.of());
    provider.tell(
        "{\"sub\":\"another\",\"email\":\"%s\",\"email_verified\":true}".formatted(email));

    assertRefused(browser.open(LOGIN), 403, "has verified your e-mail address");
  }

  @Test
  void refusesAnAddressThatIsNotVerified() throws Exception {
    provider.nextIs(subject, Map.of("email", email, "email_verified", false));
    assertRefused(browser.open(LOGIN), 403, "has verified your e-mail address");

    provider.nextIs(subject, Map.of("email", email));
    assertRefused(browser.open(LOGIN), 403, "has verified your e-mail address");

    provider.nextIs(subject, Map.of("email", "nobody", "email_verified", true));
    assertRefused(browser.open(LOGIN), 403, "'nobody', which is none");
    assertThat(admin.get("/users?organizationId=" + Organization.ID).body())
        .doesNotContain(email, "nobody");
  }

  @Test
  void sendsTheBrowserWithStateNonceAndChallenge() throws Exception {
    var address = URI.create(browser.redirect(LOGIN));

    assertThat(address.getQuery().split("&", -1))
        .contains(
            "response_type=code",
            "client_id=" + ProviderUnderTest.CLIENT_ID,
            "code_challenge_method=S256",
            "redirect_uri=" + admin.address() + LOGIN + "/callback")
        .anyMatch(part -> part.matches("state=[0-9a-f]{64}"))
        .anyMatch(part -> part.matches("nonce=[0-9a-f]{64}"))
        .anyMatch(part -> part.matches("code_challenge=[\\w-]{43}"));
    assertThat(address.toString()).doesNotContain(browser.cookie("lasius_login").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"state=, state=0", "state=, other=", "code=, other="})
  void refusesAnAnswerThatIsNotToThisLogin(String part, String other) throws Exception {
    assertRefused(browser.look(callback().replace(part, other)), 400, "begin again at /login/oidc");
  }

  @Test
  void refusesTheAnswerToAnotherBrowsersLogin() throws Exception {
    var callback = callback();

    try (var victim = new Browser(admin.address())) {
      var without = victim.look(callback);
      assertThat(without.statusCode()).isEqualTo(400);
      victim.redirect(LOGIN);
      var other = victim.look(callback);
      assertThat(other.statusCode()).isEqualTo(400);
      assertThat(other.body()).contains("was begun in another browser");
      assertThat(victim.session()).isEmpty();
    }
  }

  @Test
  void takesAnAnswerOnce() throws Exception {
    provider.nextIs(subject, verified(email));
    var callback = callback();
    var cookie = browser.cookie("lasius_login").orElseThrow();
    assertThat(browser.look(callback).statusCode()).isEqualTo(303);
    assertThat(browser.cookie("lasius_login")).isEmpty();

    try (var thief = new Browser(admin.address())) {
      assertThat(thief.look(callback).statusCode()).isEqualTo(400);
      var answer = thief.send(thief.request(callback).header("Cookie", "lasius_login=" + cookie));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
      assertThat(thief.session()).isEmpty();
    }
  }

  static Stream<Named<UnaryOperator<ObjectNode>>> lies() {
    return Stream.of(
        Named.of("unsigned", tokens -> changed(tokens, ProviderLoginTest::unsigned)),
        Named.of("other claims", tokens -> changed(tokens, ProviderLoginTest::withOtherClaims)),
        Named.of("secret's signature", tokens -> changed(tokens, ProviderLoginTest::bySecret)),
        Named.of("another's signature", tokens -> changed(tokens, ProviderLoginTest::byAnother)));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void refusesAnIdTokenThatTheProviderDidNotSign(UnaryOperator<ObjectNode> lie) throws Exception {
    provider.nextIs(subject, verified(email));
    provider.tamper(lie);

    assertRefused(browser.open(LOGIN), 401, "ID token does not hold");
  }

  private interface Forgery {
    String of(SignedJWT token) throws ParseException, JOSEException;
  }

  private static ObjectNode changed(ObjectNode tokens, Forgery forgery) {
    try {
      return tokens.put(ID_TOKEN, forgery.of(SignedJWT.parse(tokens.path(ID_TOKEN).asText())));
    } catch (ParseException | JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String unsigned(SignedJWT token) throws ParseException {
    return new PlainJWT(token.getJWTClaimsSet()).serialize();
  }

  private static String withOtherClaims(SignedJWT token) throws ParseException {
    var parts = token.getParsedParts();
    var claims = token.getJWTClaimsSet().toJSONObject();
    claims.put("sub", "another");
    var payload = new Payload(claims).toBase64URL();
    return "%s.%s.%s".formatted(parts[0], payload, parts[2]);
  }

  private static String bySecret(SignedJWT token) throws ParseException, JOSEException {
    var forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(token.getHeader().getKeyID()).build(),
            token.getJWTClaimsSet());
    forged.sign(new MACSigner(ProviderUnderTest.CLIENT_SECRET));
    return forged.serialize();
  }

  private static String byAnother(SignedJWT token) throws ParseException, JOSEException {
    var forged = new SignedJWT(token.getHeader(), token.getJWTClaimsSet());
    forged.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
    return forged.serialize();
  }

  @Test
  void refusesTheIdTokenOfAnotherLogin() throws Exception {
    provider.nextIs(subject, verified(email));
    var kept = new StringBuilder();
    provider.tamper(tokens -> {
      kept.append(tokens.path(ID_TOKEN).asText());
      return tokens;
    });
    assertThat(browser.open(LOGIN).statusCode()).isEqualTo(200);
    provider.nextIs("another", verified("another-" + email));
    provider.tamper(tokens -> tokens.put(ID_TOKEN, kept.toString()));

    try (var other = new Browser(admin.address())) {
      var answer = other.open(LOGIN);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
      assertThat(other.session()).isEmpty();
    }
  }

  @Test
  void refusesAnIdTokenForAnotherClient() throws Exception {
    provider.nextIs(subject, verified(email));
    provider.fetchAs("another-client");

    assertRefused(browser.open(LOGIN), 401, "ID token does not hold");
  }

  @Test
  void refusesAnIdTokenThatHasExpired() throws Exception {
    provider.nextIsExpired(subject, verified(email));

    assertRefused(browser.open(LOGIN), 401, "ID token does not hold");
  }

  @Test
  void saysWhatTheProviderSaidWhereItLetNobodyIn() throws Exception {
    var state = URI.create(browser.redirect(LOGIN)).getQuery().replaceAll(".*state=(\\w+).*", "$1");

    var answer = browser.look(LOGIN + "/callback?error=access_denied&state=" + state);

    assertRefused(answer, 401, "the provider let nobody in: access_denied");
  }

  @Test
  void saysThatTheProviderIsDown(@TempDir Path other) throws Exception {
    var down = new ProviderUnderTest();
    try (var lonely = ServerUnderTest.start(other, down.settings());
        var theirs = new Browser(lonely.api().address())) {
      var callback = theirs.redirect(theirs.redirect(LOGIN));
      down.close();

      var ended = theirs.look(callback);
      assertThat(ended.statusCode()).as(ended.body()).isEqualTo(503);
      assertThat(ended.body()).contains("the provider does not answer");
      assertThat(theirs.session()).isEmpty();
    }
    try (var lonely = ServerUnderTest.start(other, down.settings());
        var theirs = new Browser(lonely.api().address())) {
      assertThat(theirs.look(LOGIN).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void isToldByTheAuditLog() throws Exception {
    var user = logIn(subject, email);

    var entry = admin.get("/audit?limit=1").json().path("data").path(0);

    assertThat(entry.path("userId").asText()).isEqualTo(user);
    assertThat(entry.path("way").asText()).isEqualTo("OpenID Connect");
    assertThat(entry.path("action").asText()).isEqualTo("GET /login/oidc/callback");
    assertThat(entry.path("status").asInt()).isEqualTo(303);
  }

  private static Map<String, Object> verified(String email) {
    return Map.of("email", email, "email_verified", true, "name", "Ada");
  }

  /** Logs in, and gives who that is here. */
  private String logIn(String as, String address) throws Exception {
    provider.nextIs(as, verified(address));
    var page = browser.open(LOGIN);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    return Json.parse(browser.open(ME).body()).path("id").asText();
  }

  /** Where the provider sends the browser back to. */
  private String callback() throws Exception {
    return browser.redirect(browser.redirect(LOGIN));
  }

  private void assertRefused(HttpResponse<String> answer, int status, String why) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(why).doesNotContain(ProviderUnderTest.CLIENT_SECRET);
    assertThat(browser.session()).isEmpty();
  }
}
