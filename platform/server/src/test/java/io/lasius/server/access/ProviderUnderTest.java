package io.lasius.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.jspecify.annotations.Nullable;

/**
 * A provider of OpenID Connect on this machine, and somebody before it who can change what it says.
 */
final class ProviderUnderTest implements AutoCloseable {
  static final String CLIENT_ID = "lasius";
  static final String CLIENT_SECRET = "planted-secret-of-the-client-of-32-bytes";

  private static final String NAME = "people";
  private static final long AN_HOUR = 3600;

  private final NettyWrapper netty = new NettyWrapper();
  private final MockOAuth2Server provider =
      new MockOAuth2Server(
          new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(), Set.of(), netty));
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer front;
  private final int port;
  private volatile UnaryOperator<ObjectNode> tokens = UnaryOperator.identity();
  private volatile String client = CLIENT_ID;
  private volatile @Nullable String userInfo;

  ProviderUnderTest() throws IOException {
    provider.start();
    port = netty.port();
    front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    front.createContext("/", this::pass);
    front.start();
  }

  Map<String, Object> settings() {
    return Map.of(
        "lasius.oidc-issuer",
        address() + "/" + NAME,
        "lasius.oidc-client-id",
        CLIENT_ID,
        "lasius.oidc-client-secret",
        CLIENT_SECRET);
  }

  private String address() {
    return "http://localhost:" + front.getAddress().getPort();
  }

  /** Who logs in next, with an ID token that has expired some time ago. */
  void nextIsExpired(String subject, Map<String, Object> claims) {
    next(subject, claims, -AN_HOUR);
  }

  /** Who logs in next. */
  void nextIs(String subject, Map<String, Object> claims) {
    next(subject, claims, AN_HOUR);
  }

  private void next(String subject, Map<String, Object> claims, long expiry) {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(NAME, subject, "JWT", List.of(CLIENT_ID), claims, expiry));
  }

  /** Changes what the provider gives for a code. */
  void tamper(UnaryOperator<ObjectNode> change) {
    tokens = change;
  }

  /** Lets another client fetch the tokens. */
  void fetchAs(String other) {
    client = other;
  }

  /** Says this of whoever it is asked for. */
  void tell(String info) {
    userInfo = info;
  }

  /** Says what the provider says. */
  void reset() {
    tokens = UnaryOperator.identity();
    client = CLIENT_ID;
    userInfo = null;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var told = userInfo;
      if (told != null && exchange.getRequestURI().getPath().endsWith("/userinfo")) {
        answer(exchange, 200, "application/json", told);
        return;
      }
      var answer = ask(exchange);
      answer
          .headers()
          .firstValue("Location")
          .ifPresent(location -> exchange.getResponseHeaders().set("Location", location));
      var type = answer.headers().firstValue("Content-Type").orElse("text/plain");
      answer(exchange, answer.statusCode(), type, changed(exchange, answer));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> ask(HttpExchange exchange) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + exchange.getRequestURI()))
            .header("X-Forwarded-Port", Integer.toString(front.getAddress().getPort()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    var headers = exchange.getRequestHeaders();
    if (headers.containsKey("Content-Type")) {
      request.header("Content-Type", headers.getFirst("Content-Type"));
    }
    if (headers.containsKey("Authorization")) {
      var given = headers.getFirst("Authorization");
      request.header("Authorization", given.startsWith("Basic ") ? basic() : given);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String basic() {
    var pair = (client + ":" + CLIENT_SECRET).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private String changed(HttpExchange exchange, HttpResponse<String> answer) throws IOException {
    return answer.statusCode() == 200 && exchange.getRequestURI().getPath().endsWith("/token")
        ? tokens.apply((ObjectNode) Json.parse(answer.body())).toString()
        : answer.body();
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    front.stop(0);
    provider.shutdown();
    http.close();
  }
}
