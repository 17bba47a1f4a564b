package io.lasius.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessTest {
  private static final String WORKSPACES = "/api/public/v1/workspaces";

  private final Path folder;
  private final ServerUnderTest server;
  private final Api api;
  private final HttpClient http = HttpClient.newHttpClient();

  AccessTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server = ServerUnderTest.start(folder, Map.of());
    api = server.api();
  }

  @AfterAll
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void letsInWhoShowsTheToken() throws Exception {
    assertThat(api.get("/workspaces").status()).isEqualTo(200);
    assertThat(get(WORKSPACES, "Authorization", "bearer  " + api.token()).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Bearer ", "Bearer", "Basic dXNlcjpwYXNz", "nonsense"})
  void keepsOutWhoShowsSomethingElse(String shown) throws Exception {
    assertRefused(get(WORKSPACES, "Authorization", shown), "the token is wrong");
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
  void takesTheTokenOutOfAnAddressForTheStatusPageAlone() throws Exception {
    assertThat(get(WORKSPACES + "?token=" + api.token()).statusCode()).isEqualTo(401);

    var answer = get("/?token=" + api.token());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/");
    var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HTTPOnly", "SameSite=Strict", "Path=/");
    var shown = cookie.substring(0, cookie.indexOf(';'));
    var page = get("/", "Cookie", shown);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.body()).contains("Lasius").doesNotContain(api.token());
    assertThat(get(WORKSPACES, "Cookie", shown).statusCode()).isEqualTo(401);
    assertThat(get("/", "Cookie", "lasius-status=wrong").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/", "/api/public/v1/health", "/api/public/v1/health/"})
  void tellsItsHealthToAnybody(String path) throws Exception {
    var answer = get(path);

    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
    assertThat(answer.body()).contains("\"database\":\"ok\"", "\"engine\":", "\"disk\":");
  }

  @Test
  void keepsItsTokenInAFileThatOnlyItsUserReads() throws Exception {
    var file = folder.resolve("token");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(api.token()).hasSizeGreaterThanOrEqualTo(40);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(api.address() + path)).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void assertRefused(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.body())
        .startsWith("{\"status\":401,")
        .contains("\"title\":\"invalid-api-key\"", why);
  }
}
