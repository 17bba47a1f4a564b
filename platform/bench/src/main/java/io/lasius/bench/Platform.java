package io.lasius.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The platform's API, as far as a measurement needs it. Safe for several threads. */
public final class Platform {
  private static final String API = "/api/public/v1";
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final int OK = 200;

  private final HttpClient http = ServerProcess.client();
  private final URI address;
  private final String authorization;
  private final String workspace;

  /** Of a server that answers. */
  public Platform(ServerProcess server) throws IOException, InterruptedException {
    this.address = server.address();
    this.authorization = server.authorization();
    this.workspace = get("/workspaces").path("data").path(0).path("workspaceId").asText();
  }

  /** The id of a definition that comes with the platform. */
  public String definition(String role, String name) throws IOException, InterruptedException {
    for (JsonNode one : get("/connector_definitions?type=" + role).path("data")) {
      if (one.path("name").asText().equals(name)) {
        return one.path("id").asText();
      }
    }
    throw new IOException("the platform knows no %s '%s'".formatted(role, name));
  }

  /** The id of a new definition of a source. */
  String defineSource(String repository, String tag) throws IOException, InterruptedException {
    var body =
        Map.of(
            "name", repository,
            "dockerRepository", repository,
            "dockerImageTag", tag,
            "network", "none");
    return post("/workspaces/%s/definitions/sources".formatted(workspace), body)
        .path("id")
        .asText();
  }

  /** The id of a new connection that reads a stream whole and appends it to nothing. */
  String connect(String sourceDefinition, Map<String, Object> settings, String stream)
      throws IOException, InterruptedException {
    return connect(sourceDefinition, settings, Map.of("name", stream), Map.of());
  }

  /**
   * The same.
   *
   * @param stream its name, and what more is asked of it
   * @param more what more is asked of the connection
   */
  String connect(
      String sourceDefinition,
      Map<String, Object> settings,
      Map<String, Object> stream,
      Map<String, Object> more)
      throws IOException, InterruptedException {
    String source = actor("source", sourceDefinition, settings);
    String discard = definition("destination", "destination-discard");
    String destination = actor("destination", discard, Map.of());
    var configured = new HashMap<>(stream);
    configured.put("syncMode", "full_refresh_append");
    var body = new HashMap<>(more);
    body.put("sourceId", source);
    body.put("destinationId", destination);
    body.put("configurations", Map.of("streams", List.of(configured)));
    return post("/connections", body).path("connectionId").asText();
  }

  /** Begins a sync, and gives its job's number. */
  long begin(String connection) throws IOException, InterruptedException {
    return post("/jobs", Map.of("connectionId", connection, "jobType", "sync"))
        .path("jobId")
        .asLong();
  }

  /** Waits until the job has succeeded, and gives the records that it committed. */
  long await(long job) throws IOException, InterruptedException {
    while (true) {
      JsonNode now = get("/jobs/" + job);
      switch (now.path("status").asText()) {
        case "succeeded" -> {
          return now.path("rowsSynced").asLong();
        }
        case "failed", "cancelled" ->
            throw new IOException("job %d did not succeed: %s".formatted(job, log(job)));
        default -> Pause.of(LOOK_EVERY);
      }
    }
  }

  /** The log of the job's first attempt. */
  String log(long job) throws IOException, InterruptedException {
    return send(request("/jobs/%d/attempts/0/logs".formatted(job)).build());
  }

  /** The names of the job's containers, as soon as there are both. */
  List<String> containers(long job) throws IOException, InterruptedException {
    while (true) {
      JsonNode attempts = get("/jobs/%d/attempts".formatted(job)).path("data");
      List<String> names = attempts.path(0).path("containers").findValuesAsText("name");
      if (names.size() == 2) {
        return names;
      }
      if (attempts.path(0).hasNonNull("endTime")) {
        throw new IOException("job %d ended without containers: %s".formatted(job, log(job)));
      }
      Pause.of(LOOK_EVERY);
    }
  }

  /** The id of a new source or destination, whichever the role says. */
  public String actor(String role, String definition, Map<String, Object> settings)
      throws IOException, InterruptedException {
    var body =
        Map.of(
            "name", "bench " + role,
            "workspaceId", workspace,
            "definitionId", definition,
            "configuration", settings);
    return post("/%ss".formatted(role), body).path(role + "Id").asText();
  }

  /**
   * Asks.
   *
   * @param path below that of the API, with what is asked for
   * @throws IOException with the answer, if it is none of success
   */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return Json.parse(send(request(path).build()));
  }

  /** Sends a body; otherwise as {@link #get}. */
  public JsonNode post(String path, Object body) throws IOException, InterruptedException {
    var content = HttpRequest.BodyPublishers.ofString(Json.write(body));
    return Json.parse(
        send(request(path).header("Content-Type", "application/json").POST(content).build()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(API + path))
        .header("Authorization", authorization);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException(
          "%s answered %d: %s".formatted(request.uri(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }
}
