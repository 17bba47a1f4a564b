package io.lasius.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.access.AdminFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The APIs of a server, as raw HTTP with somebody's credentials. Thread-safe. */
public final class Api implements AutoCloseable {
  private static final String ROOT = "/api/public/v1";
  private static final String CONFIG_ROOT = "/api/v1";
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;
  private final String authorization;

  /**
   * Of a server.
   *
   * @param authorization the header of that name; empty for none
   */
  public Api(URI address, String authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  /** Of a server, for its first admin. */
  public static Api ofAdmin(URI address, Path dataFolder) throws IOException {
    var file = dataFolder.resolve("admin.env");
    return new Api(address, AdminFile.read(file).orElseThrow().authorization());
  }

  /** Of a server, for somebody with a password. */
  public static Api ofUser(URI address, String email, String password) {
    var pair = (email + ":" + password).getBytes(UTF_8);
    return new Api(address, "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /**
   * What came back.
   *
   * @param body as it was sent
   */
  public record Answer(int status, HttpHeaders headers, String body) {
    /** A header, which must be there. */
    public String header(String name) {
      return headers.firstValue(name).orElseThrow();
    }

    /** The body as a tree. */
    public JsonNode json() {
      try {
        return Json.parse(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON came with status " + status + ": " + body, e);
      }
    }
  }

  /**
   * Calls a path under the API's root.
   *
   * @param json the body, in which {@code '} stands for {@code "}; null for none
   */
  public Answer call(String method, String path, @Nullable String json)
      throws IOException, InterruptedException {
    return callAbsolute(method, ROOT + path, json);
  }

  /** The same for a path under the server's root. */
  public Answer callAbsolute(String method, String path, @Nullable String json)
      throws IOException, InterruptedException {
    var body =
        json == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'));
    return send(requestAt(path).header("Content-Type", "application/json").method(method, body));
  }

  /** Posts to a path under the root of the configuration API, the body as in a call. */
  public Answer config(String path, String json) throws IOException, InterruptedException {
    return callAbsolute("POST", CONFIG_ROOT + path, json);
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return call("GET", path, null);
  }

  public Answer post(String path, String json) throws IOException, InterruptedException {
    return call("POST", path, json);
  }

  /** A request with the credentials, to be changed. */
  public HttpRequest.Builder request(String path) {
    return requestAt(ROOT + path);
  }

  /** The same to any path of the server. */
  public HttpRequest.Builder requestAt(String path) {
    var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER_LIMIT);
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  public Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.headers(), answer.body());
  }

  public URI address() {
    return address;
  }

  public String authorization() {
    return authorization;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
