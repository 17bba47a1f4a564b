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
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the API, keeps what is created, and plays each job from a script: one text of attempts for
 * each time that somebody looks, the last one when the job has ended.
 */
final class FakePlatform implements RunningPlatform {
  private static final String API = "/api/public/v1";
  private static final String CLIENT = "c9f1d3c4-7f0e-4c33-9d7a-6a3f3f1b2a10";

  private final HttpServer http;
  private final Path credentials;
  private final String authorization;
  private final Map<String, ArrayNode> lists = new LinkedHashMap<>();
  private final Deque<String> script = new ArrayDeque<>();
  private String end = "succeeded";
  private String present = "[]";
  private boolean busy;

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
  synchronized FakePlatform isBusy() throws IOException {
    busy = true;
    add("jobs", "{'jobId':7}");
    return this;
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

  @Override
  public void close() {
    http.stop(0);
  }

  private void add(String list, String json) throws IOException {
    list(list).add(Json.parse(json.replace('\'', '"')));
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().toString().substring(API.length() + 1);
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, "{\"detail\":\"wrong credentials\"}");
      } else if (exchange.getRequestMethod().equals("GET")) {
        answer(exchange, 200, read(path));
      } else {
        create(exchange, path, (ObjectNode) Json.mapper().readTree(exchange.getRequestBody()));
      }
    }
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
    var list = lists.containsKey(path) ? path : path.replaceAll("\\?.*", "");
    return "{\"data\":%s}".formatted(list(list));
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

  private static String idOf(String list) {
    return list.substring(0, list.length() - 1) + "Id";
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
