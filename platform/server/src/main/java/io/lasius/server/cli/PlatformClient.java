package io.lasius.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The platform's public API, as far as a command needs it. */
final class PlatformClient implements AutoCloseable {
  private static final String API = "/api/public/v1";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Some requests run a connector before they answer. */
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(10);

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PAGE = 100;

  /** What kind of conflict is over when something else has ended. */
  private static final String BUSY = "try-again-later";

  private static final String NEXT_OFFSET = "Lasius-Next-Offset";

  private final HttpClient http;
  private final URI address;
  private final String authorization;

  PlatformClient(URI address, Credentials credentials) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    this.address = address;
    this.authorization = credentials.authorization();
  }

  /** A client with the credentials of the platform's file. */
  static PlatformClient of(RunningPlatform platform) {
    var address = platform.address();
    return new PlatformClient(address, Credentials.of(platform.credentials(), address));
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
      var page = page(what, path, offset);
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

  /** All of a list, however long it is. */
  List<JsonNode> all(String what, String path) throws InterruptedException {
    var elements = new ArrayList<JsonNode>();
    for (int offset = 0; ; offset += PAGE) {
      var page = page(what, path, offset);
      page.forEach(elements::add);
      if (page.size() < PAGE) {
        return elements;
      }
    }
  }

  private JsonNode page(String what, String path, int offset) throws InterruptedException {
    return get(what, "%s?limit=%d&offset=%d".formatted(path, PAGE, offset)).path("data");
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
    var busy =
        answer.statusCode() == CONFLICT
            && problem(answer.body()).path("title").asText().equals(BUSY);
    return busy ? Optional.empty() : Optional.of(body("create " + what, answer));
  }

  /**
   * Has something done that needs no more words than its path.
   *
   * @param action what is done, for the message, as in: check the source
   */
  JsonNode act(String action, String path) throws InterruptedException {
    return body(action, send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build()));
  }

  /**
   * Deletes something, or ends it.
   *
   * @param action what is done, for the message, as in: cancel job 12
   */
  JsonNode delete(String action, String path) throws InterruptedException {
    return body(action, send(request(path).DELETE().build()));
  }

  /**
   * A part of a text.
   *
   * @param next where to read on, in bytes
   */
  record TextPart(String text, long next) {}

  /** Reads a text that is answered in parts. */
  TextPart text(String what, String path, long offset) throws InterruptedException {
    var request =
        endless("%s?offset=%d".formatted(path, offset)).timeout(ANSWER_LIMIT).GET().build();
    var answer = send(request);
    requireOk("read " + what, answer.statusCode(), answer.body());
    return new TextPart(
        answer.body(), answer.headers().firstValueAsLong(NEXT_OFFSET).orElse(offset));
  }

  /**
   * Hands over the lines of an answer as they come, until it ends.
   *
   * @throws CliException also where it breaks off
   */
  void follow(String what, String path, Consumer<String> taker) throws InterruptedException {
    var answer = send(endless(path).build(), HttpResponse.BodyHandlers.ofLines());
    try (var lines = answer.body()) {
      if (answer.statusCode() != OK) {
        requireOk("read " + what, answer.statusCode(), lines.collect(Collectors.joining("\n")));
      }
      lines.forEach(taker);
    } catch (UncheckedIOException e) {
      throw unanswered(e);
    }
  }

  /** An answer, or a part of one, as a type of ours. */
  static <T> T bind(JsonNode answer, Class<T> type) {
    try {
      return Json.mapper().treeToValue(answer, type);
    } catch (JsonProcessingException e) {
      throw CliException.failed(
          "the platform's answer has an unknown form (%s): is it of the same version?"
              .formatted(e.getOriginalMessage()),
          e);
    }
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
    return endless(path).timeout(ANSWER_LIMIT).header("Accept", "application/json");
  }

  /** A request whose answer takes as long as it takes. */
  private HttpRequest.Builder endless(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", authorization);
  }

  private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws InterruptedException {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  private CliException unanswered(Exception e) {
    return e instanceof ConnectException
        ? CliException.failed(
            "the platform at %s does not answer: nothing listens there; ./lasius up starts it, and --server names another one"
                .formatted(address),
            e)
        : CliException.failed("the platform at %s does not answer (%s)".formatted(address, e), e);
  }

  private static JsonNode body(String action, HttpResponse<String> answer) {
    requireOk(action, answer.statusCode(), answer.body());
    try {
      return Json.parse(answer.body());
    } catch (JsonProcessingException e) {
      throw CliException.failed("the platform's answer to '%s' is no JSON".formatted(action), e);
    }
  }

  /** What is not there makes the call a wrong one: to make it again will not help. */
  private static void requireOk(String action, int status, String body) {
    if (status != OK) {
      var message =
          "the platform did not %s (status %d): %s".formatted(action, status, reason(body));
      throw status == NOT_FOUND ? CliException.wrongCall(message) : CliException.failed(message);
    }
  }

  /** What the error body says to a person. */
  private static String reason(String body) {
    var problem = problem(body);
    var message = problem.path("data").path("message").asText(problem.path("detail").asText());
    return message.isEmpty() ? "it did not say why" : TextTable.printable(message);
  }

  private static JsonNode problem(String body) {
    try {
      return Json.parse(body);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }
}
