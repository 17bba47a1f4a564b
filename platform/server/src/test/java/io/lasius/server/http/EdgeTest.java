package io.lasius.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.Command;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the server meets the network. */
@Timeout(120)
final class EdgeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String WORKSPACES = "/workspaces?limit=1";

  @TempDir private Path folder;

  @Test
  void tellsBrowsersToDoNothingWithAnswersButShowThem() throws Exception {
    try (var server = start(Map.of())) {
      var headers = server.api().get("/workspaces").headers();

      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'");
      assertThat(headers.firstValue("Cache-Control")).contains("no-store");
      assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
    }
  }

  @Test
  void believesNobodyWhoSaysForWhomHeSpeaks() throws Exception {
    try (var server = start(Map.of())) {
      addTwoWorkspaces(server, "X-Forwarded-For", "203.0.113.7");

      assertThat(addressOfNewest(server)).isEqualTo("127.0.0.1");
      assertThat(next(server, "X-Forwarded-Proto", "https")).startsWith("http://");
    }
  }

  @Test
  void believesAProxyThatTheOperatorTrusts() throws Exception {
    try (var server = start(Map.of("lasius.trusted-proxies", "127.0.0.0/8, 10.0.0.0/8"))) {
      addTwoWorkspaces(server, "X-Forwarded-For", "198.51.100.1, 203.0.113.7, 10.1.2.3");

      assertThat(addressOfNewest(server)).isEqualTo("203.0.113.7");
      assertThat(
              next(server, "X-Forwarded-Proto", "https", "X-Forwarded-Host", "lasius.example:8443"))
          .startsWith("https://lasius.example:8443/api/public/v1/workspaces?");
    }
  }

  @Test
  void refusesAProxyThatIsNoRange() {
    assertThatThrownBy(() -> start(Map.of("lasius.trusted-proxies", "everybody")))
        .rootCause()
        .hasMessage("LASIUS_TRUSTED_PROXIES is 'everybody', but must be such as 10.0.0.0/8");
  }

  @Test
  void letsNoOtherPageReadAnAnswerByDefault() throws Exception {
    try (var server = start(Map.of())) {
      var answer = send(server.api().request("/workspaces").header("Origin", "https://a.b"));

      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void letsThePagesOnThatTheOperatorNames() throws Exception {
    try (var server = start(Map.of("lasius.cors-origins", "https://ops.example"))) {
      var read = server.api().request("/workspaces").header("Origin", "https://ops.example");
      assertThat(send(read).headers().firstValue("Access-Control-Allow-Origin"))
          .contains("https://ops.example");

      var asked =
          HttpRequest.newBuilder(URI.create(server.api().address() + "/api/public/v1/workspaces"))
              .header("Origin", "https://ops.example")
              .header("Access-Control-Request-Method", "POST")
              .header("Access-Control-Request-Headers", "authorization,content-type")
              .method("OPTIONS", BodyPublishers.noBody());
      assertThat(send(asked).statusCode()).isEqualTo(200);
      var change =
          server
              .api()
              .request("/workspaces")
              .header("Origin", "https://ops.example")
              .header("Sec-Fetch-Site", "cross-site")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"name\":\"w\"}"));
      assertThat(send(change).statusCode()).isEqualTo(200);
      var other = server.api().request("/workspaces").header("Origin", "https://evil.example");
      assertThat(send(other).headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void speaksTlsWithTheOperatorsCertificate() throws Exception {
    var keyStore = keyStore();

    try (var server =
            start(
                Map.of(
                    "lasius.tls-key-store",
                    keyStore.toString(),
                    "lasius.tls-key-store-password",
                    "change it"));
        var http = HttpClient.newBuilder().sslContext(trusting(keyStore)).build();
        var distrusting = HttpClient.newHttpClient()) {
      var address = server.api().address();
      assertThat(address.getScheme()).isEqualTo("https");
      var health = HttpRequest.newBuilder(URI.create(address + "/health")).build();

      var answer = http.send(health, BodyHandlers.ofString());

      assertThat(answer.body()).contains("\"database\":\"ok\"");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThatThrownBy(() -> distrusting.send(health, BodyHandlers.ofString()))
          .isInstanceOf(SSLException.class);
    }
  }

  private ServerUnderTest start(Map<String, Object> settings) throws IOException {
    return ServerUnderTest.start(folder, settings);
  }

  private static void addTwoWorkspaces(ServerUnderTest server, String... headers) throws Exception {
    for (int i = 0; i < 2; i++) {
      var request =
          server
              .api()
              .request("/workspaces")
              .headers(headers)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"name\":\"w\"}"));
      assertThat(send(request).statusCode()).isEqualTo(200);
    }
  }

  private static String addressOfNewest(ServerUnderTest server) throws Exception {
    var data = server.api().get("/audit?limit=1").json().path("data");
    return data.path(0).path("address").asText();
  }

  private static String next(ServerUnderTest server, String... headers) throws Exception {
    var answer = server.api().send(server.api().request(WORKSPACES).headers(headers));
    return answer.json().path("next").asText();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  /** A certificate for this machine, which nobody signed. */
  private Path keyStore() throws Exception {
    var file = folder.resolve("tls.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        Command.of(keytool)
            .with("-genkeypair", "-alias", "lasius", "-keyalg", "EC", "-validity", "2")
            .with("-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1")
            .with("-storetype", "PKCS12", "-storepass", "change it")
            .with("-keystore", file.toString())
            .run(LIMIT);
    assertThat(made.status()).as(made.output()).isZero();
    return file;
  }

  private static SSLContext trusting(Path keyStore) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(keyStore)) {
      store.load(in, "change it".toCharArray());
    }
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("lasius", store.getCertificate("lasius"));
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
