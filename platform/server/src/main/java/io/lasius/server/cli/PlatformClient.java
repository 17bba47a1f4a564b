package io.lasius.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.access.AdminFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The platform's public API, as far as a command needs it. */
final class PlatformClient implements AutoCloseable {
  private static final String API = "/api/public/v1";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Some requests run a connector before they answer. */
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(10);

  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final int PAGE = 100;

  private final HttpClient http;
  private final URI address;
  private final String authorization;

  private PlatformClient(URI address, String authorization) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    this.address = address;
    this.authorization = authorization;
  }

  /** A client with the credentials of the platform's file. */
  static PlatformClient of(RunningPlatform platform) {
    var file = platform.credentials();
    try {
      return new PlatformClient(
          platform.address(),
          AdminFile.read(file)
              .orElseThrow(() -> new NoSuchFileException(file.toString()))
              .authorization());
    } catch (IOException e) {
      throw CliException.failed(
          "the credentials for the platform at %s cannot be read from %s (%s): LASIUS_DATA names the folder that it is in"
              .formatted(platform.address(), file, e.getClass().getSimpleName()),
          e);
    }
  }

  /** The address of a path of the API. */
  URI uri(String path) {
    return URI.create(address + API + path);
  }

  /**
   * Reads one thing.
   *
   * @param what what it is, for the message
   */
  JsonNode get(String what, String path) throws InterruptedException {
    return body("read " + what, send(request(path).GET().build()));
  }

  /** The first of a list that has a value in a field, however long the list is. */
  Optional<JsonNode> find(String what, String path, String field, String value)
      throws InterruptedException {
    for (int offset = 0; ; offset += PAGE) {
      var page = get(what, "%s?limit=%d&offset=%d".formatted(path, PAGE, offset)).path("data");
      for (var element : page) {
        if (element.path(field).asText().equals(value)) {
          return Optional.of(element);
        }
      }
      if (page.size() < PAGE) {
        return Optional.empty();
      }
    }
  }

  /** All of a list that is never long. */
  List<JsonNode> list(String what, String path) throws InterruptedException {
    var elements = new ArrayList<JsonNode>();
    get(what, path).path("data").forEach(elements::add);
    return elements;
  }

  JsonNode create(String what, String path, Object body) throws InterruptedException {
    return body("create " + what, send(post(path, body)));
  }

  /** Creates something that there may be only one of; empty where there is one already. */
  Optional<JsonNode> createUnlessThere(String what, String path, Object body)
      throws InterruptedException {
    var answer = send(post(path, body));
    return answer.statusCode() == CONFLICT
        ? Optional.empty()
        : Optional.of(body("create " + what, answer));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest post(String path, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(ANSWER_LIMIT)
        .header("Authorization", authorization)
        .header("Accept", "application/json");
  }

  private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw CliException.failed("the platform at %s does not answer (%s)".formatted(address, e), e);
    }
  }

  private static JsonNode body(String action, HttpResponse<String> answer) {
    var text = answer.body();
    if (answer.statusCode() != OK) {
      throw CliException.failed(
          "the platform did not %s (status %d): %s"
              .formatted(action, answer.statusCode(), reason(text)));
    }
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw CliException.failed("the platform's answer to '%s' is no JSON".formatted(action), e);
    }
  }

  /** What the error body says to a person. */
  private static String reason(String text) {
    try {
      var problem = Json.parse(text);
      var message = problem.path("data").path("message").asText(problem.path("detail").asText());
      return TextTable.printable(message);
    } catch (JsonProcessingException _) {
      return "it did not say why";
    }
  }
}
