package io.lasius.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The public API of a server, as raw HTTP with the server's token. Thread-safe. */
public final class Api implements AutoCloseable {
  private static final String ROOT = "/api/public/v1";
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;
  private final String token;

  public Api(URI address, String token) {
    this.address = address;
    this.token = token;
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
    var body =
        json == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'));
    return send(request(path).header("Content-Type", "application/json").method(method, body));
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return call("GET", path, null);
  }

  public Answer post(String path, String json) throws IOException, InterruptedException {
    return call("POST", path, json);
  }

  /** A request with the token, to be changed. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + ROOT + path))
        .timeout(ANSWER_LIMIT)
        .header("Authorization", "Bearer " + token);
  }

  public Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.headers(), answer.body());
  }

  public URI address() {
    return address;
  }

  public String token() {
    return token;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
