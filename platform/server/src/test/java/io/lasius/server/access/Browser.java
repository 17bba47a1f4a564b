package io.lasius.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** As a browser calls a server: with the cookies that it keeps, and by redirects. */
final class Browser implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SESSION = "lasius_session";

  private final CookieManager cookies = new CookieManager();
  private final HttpClient following = client(HttpClient.Redirect.NORMAL);
  private final HttpClient still = client(HttpClient.Redirect.NEVER);
  private URI server;

  Browser(URI server) {
    this.server = server;
  }

  private HttpClient client(HttpClient.Redirect redirect) {
    return HttpClient.newBuilder().cookieHandler(cookies).followRedirects(redirect).build();
  }

  /** Goes to a server that was started anew elsewhere on this machine. */
  void moveTo(URI other) {
    server = other;
  }

  /** Opens a page, wherever it leads. */
  HttpResponse<String> open(String path) throws IOException, InterruptedException {
    return following.send(request(path).build(), BodyHandlers.ofString());
  }

  /** The same without going on. */
  HttpResponse<String> look(String address) throws IOException, InterruptedException {
    return still.send(request(address).build(), BodyHandlers.ofString());
  }

  /** Where a page leads. */
  String redirect(String address) throws IOException, InterruptedException {
    return look(address).headers().firstValue("Location").orElseThrow();
  }

  /** What a page of the server's own sends. */
  HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Origin", server.toString())
            .method(method, BodyPublishers.ofString(json.replace('\'', '"'))));
  }

  /** What some page sends. */
  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return still.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> logIn(String email, String password)
      throws IOException, InterruptedException {
    return send("POST", "/login", "{'email':'%s','password':'%s'}".formatted(email, password));
  }

  /** What its form sends. */
  HttpResponse<String> logInByForm(String email, String password)
      throws IOException, InterruptedException {
    return send(
        request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", server.toString())
            .POST(
                BodyPublishers.ofString(
                    "email=%s&password=%s"
                        .formatted(
                            URLEncoder.encode(email, UTF_8), URLEncoder.encode(password, UTF_8)))));
  }

  HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(server.resolve(address)).timeout(LIMIT);
  }

  /** The session that it keeps. */
  Optional<String> session() {
    return cookie(SESSION);
  }

  /** A cookie that it keeps. */
  Optional<String> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  @Override
  public void close() {
    following.close();
    still.close();
  }
}
