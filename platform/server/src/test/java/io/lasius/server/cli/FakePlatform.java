package io.lasius.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lasius.protocol.json.Json;
import io.lasius.server.access.AdminFile;
import io.lasius.server.secret.OwnerFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the API, keeps what is created, and plays each job from a script: one text of attempts for
 * each time that somebody looks, the last one when the job has ended. In what a test tells it,
 * {@code '} stands for {@code "}.
 */
final class FakePlatform implements RunningPlatform {
  private static final String API = "/api/public/v1";
  private static final String CLIENT = "c9f1d3c4-7f0e-4c33-9d7a-6a3f3f1b2a10";

  private final HttpServer http;
  private final Path credentials;
  private final String authorization;
  private final Map<String, ArrayNode> lists = new LinkedHashMap<>();
  private final Deque<String> script = new ArrayDeque<>();
  private final Map<String, Deque<Answer>> answers = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private String end = "succeeded";
  private String present = "[]";
  private boolean busy;

  /** An answer that is told, with where to read on behind it. */
  private record Answer(int status, String text, long next) {}

  FakePlatform(Path folder) throws IOException {
    credentials = folder.resolve("admin.env");
    OwnerFile.create(
        credentials,
        "LASIUS_CLIENT_ID=%s\nLASIUS_CLIENT_SECRET=s\nLASIUS_USER=u\n".formatted(CLIENT));
    authorization = AdminFile.read(credentials).orElseThrow().authorization();
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.start();
    add("workspaces", "{'workspaceId':'w1','name':'Default'}");
    add("connector_definitions?type=source", "{'id':'d1','name':'source-file'}");
    add("connector_definitions?type=destination", "{'id':'d2','name':'destination-file'}");
  }

  /** What the next job goes through. */
  synchronized FakePlatform plays(String status, String... attempts) {
    end = status;
    script.clear();
    for (var text : attempts) {
      script.add(text.replace('\'', '"'));
    }
    return this;
  }

  /** A job of somebody else's is under way. */
  synchronized FakePlatform isBusy(String jobType) throws IOException {
    busy = true;
    add("jobs", "{'jobId':7,'status':'running','jobType':'%s'}".formatted(jobType));
    return this;
  }

  /** What a request such as {@code GET jobs/1} is answered by, whatever else is known. */
  FakePlatform answers(String request, int status, String text) {
    return answers(request, new Answer(status, json(text), 0));
  }

  /** What a request is answered by, one time after the other; the last one stays. */
  FakePlatform answersInTurn(String request, String... texts) {
    return answers(
        request,
        Stream.of(texts).map(text -> new Answer(200, json(text), 0)).toArray(Answer[]::new));
  }

  /** A part of a log. */
  FakePlatform answersPart(String request, String lines, long next) {
    return answers(request, new Answer(200, json(lines), next));
  }

  private synchronized FakePlatform answers(String request, Answer... inTurn) {
    answers.put(request, new ArrayDeque<>(List.of(inTurn)));
    return this;
  }

  /** What it was asked so far, as in {@code GET jobs/1}. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Waits until it was asked that. */
  synchronized void awaitRequest(String request) throws InterruptedException {
    while (!requests.contains(request)) {
      wait();
    }
  }

  synchronized ArrayNode list(String name) {
    return lists.computeIfAbsent(name, _ -> Json.mapper().createArrayNode());
  }

  @Override
  public URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public Path credentials() {
    return credentials;
  }

  /** What a command needs to find it. */
  Map<String, String> variables() {
    var folder = credentials.toAbsolutePath().getParent();
    return Map.of(
        "LASIUS_DATA", String.valueOf(folder), "LASIUS_PORT", "" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    http.stop(0);
  }

  /** One more of a list; jobs are to be added in the order in which they were made. */
  synchronized FakePlatform add(String list, String json) throws IOException {
    list(list).add(Json.parse(json(json)));
    return this;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().toString().substring(API.length() + 1);
      var request = exchange.getRequestMethod() + " " + path;
      requests.add(request);
      notifyAll();
      var told = told(request);
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, "{\"detail\":\"wrong credentials\"}");
      } else if (told != null) {
        exchange.getResponseHeaders().add("Lasius-Next-Offset", Long.toString(told.next()));
        answer(exchange, told.status(), told.text());
      } else if (exchange.getRequestMethod().equals("GET")) {
        answer(exchange, 200, read(path));
      } else {
        create(exchange, path, (ObjectNode) Json.mapper().readTree(exchange.getRequestBody()));
      }
    }
  }

  private @Nullable Answer told(String request) {
    var inTurn = answers.get(request);
    return inTurn == null ? null : inTurn.size() == 1 ? inTurn.peek() : inTurn.poll();
  }

  private String read(String path) {
    if (path.matches("jobs/\\d+/attempts")) {
      return "{\"data\":%s}".formatted(present);
    }
    if (path.matches("jobs/\\d+")) {
      @Nullable String next = script.poll();
      present = next == null ? present : next;
      return "{\"status\":\"%s\"}".formatted(script.isEmpty() ? end : "running");
    }
    if (path.startsWith("jobs?")) {
      return "{\"data\":%s}".formatted(jobs(path));
    }
    var list = lists.containsKey(path) ? path : path.replaceAll("\\?.*", "");
    return "{\"data\":%s}".formatted(list(list));
  }

  /** The newest first, and refreshes only where they are asked for, as the API has it. */
  private List<JsonNode> jobs(String path) {
    var limit = Integer.parseInt(path.replaceAll(".*limit=(\\d+).*", "$1"));
    var ofOne = path.contains("connectionId=");
    return list("jobs").valueStream().toList().reversed().stream()
        .filter(job ->
            path.contains("jobType=refresh") == job.path("jobType").asText().equals("refresh"))
        .filter(job ->
            !ofOne
                || !job.has("connectionId")
                || path.contains("connectionId=" + job.path("connectionId").asText()))
        .limit(limit)
        .toList();
  }

  private void create(HttpExchange exchange, String list, ObjectNode body) throws IOException {
    if (list.equals("jobs") && busy) {
      answer(exchange, 409, "{\"title\":\"try-again-later\"}");
      return;
    }
    if (list.equals("sources") && body.path("configuration").isEmpty()) {
      answer(exchange, 422, "{\"data\":{\"message\":\"no path\"}}");
      return;
    }
    JsonNode made = body.put(idOf(list), list.equals("jobs") ? "1" : list + "-1");
    list(list).add(made);
    answer(exchange, 200, Json.write(made));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String idOf(String list) {
    return list.contains("/definitions/") ? "id" : list.substring(0, list.length() - 1) + "Id";
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
