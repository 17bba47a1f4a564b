package io.lasius.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Makes connections and runs syncs over the API, as somebody with a shell would. */
public final class Operator {
  private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(40);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

  /** Whoever has waited so many pauses may wait one more. */
  private static final int PAUSES = 20;

  /** Longest wait for something that takes a container or two. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Api api;

  public Operator(Api api) {
    this.api = api;
  }

  public Api api() {
    return api;
  }

  public String workspace() throws IOException, InterruptedException {
    return read("/workspaces").path("data").path(0).path("workspaceId").asText();
  }

  /** Makes a source whose configuration tells its {@code sourceType}. */
  public String source(String configuration) throws IOException, InterruptedException {
    return actor("source", "", configuration);
  }

  /** Makes a source of a definition. */
  public String source(String definition, String configuration)
      throws IOException, InterruptedException {
    return actor("source", definition, configuration);
  }

  /** Makes a destination whose configuration tells its {@code destinationType}. */
  public String destination(String configuration) throws IOException, InterruptedException {
    return actor("destination", "", configuration);
  }

  /** Makes a destination of a definition. */
  public String destination(String definition, String configuration)
      throws IOException, InterruptedException {
    return actor("destination", definition, configuration);
  }

  private String actor(String role, String definition, String configuration)
      throws IOException, InterruptedException {
    var answer =
        api.post(
            "/" + role + "s",
            "{'name':'a %s','workspaceId':'%s',%s'configuration':%s}"
                .formatted(
                    role,
                    workspace(),
                    definition.isEmpty() ? "" : "'definitionId':'%s',".formatted(definition),
                    configuration));
    return made(answer).path(role + "Id").asText();
  }

  /** Makes a definition of an image, and gives its id. */
  public String definition(String kind, String repository, String tag, String settings)
      throws IOException, InterruptedException {
    var answer =
        api.post(
            "/workspaces/%s/definitions/%s".formatted(workspace(), kind),
            "{'name':'%s','dockerRepository':'%s','dockerImageTag':'%s'%s}"
                .formatted(repository, repository, tag, settings));
    return made(answer).path("id").asText();
  }

  /** Makes a connection that reads a stream by increments and appends what is new. */
  public String connection(String source, String destination, String stream)
      throws IOException, InterruptedException {
    return connectionOf(
        source, destination, "{'name':'%s','syncMode':'incremental_append'}".formatted(stream));
  }

  /**
   * Makes a connection. While its source is still asked for its streams, the API says so.
   *
   * @param streams as in {@code configurations.streams}, without the brackets
   */
  public String connectionOf(String source, String destination, String streams)
      throws IOException, InterruptedException {
    return connectionOf(source, destination, streams, "");
  }

  /**
   * Makes a connection with more settings.
   *
   * @param settings as in {@code ,'prefix':'p_'}
   */
  public String connectionOf(String source, String destination, String streams, String settings)
      throws IOException, InterruptedException {
    var body =
        "{'sourceId':'%s','destinationId':'%s','configurations':{'streams':[%s]}%s}"
            .formatted(source, destination, streams, settings);
    var answer = await(() -> api.post("/connections", body), LIMIT, told -> told.status() != 409);
    return made(answer).path("connectionId").asText();
  }

  /** Asks for a sync, and gives the job's number. */
  public long start(String connection) throws IOException, InterruptedException {
    var answer = api.post("/jobs", "{'connectionId':'%s','jobType':'sync'}".formatted(connection));
    return made(answer).path("jobId").asLong();
  }

  /** Runs a sync to its end. */
  public Sync sync(String connection) throws IOException, InterruptedException {
    return awaitEnd(start(connection), LIMIT);
  }

  /** A job, and then its attempts: where the job has ended, they have, too. */
  public Sync look(long job) throws IOException, InterruptedException {
    var told = read("/jobs/" + job);
    var attempts = new ArrayList<JsonNode>();
    read("/jobs/%d/attempts".formatted(job)).path("data").forEach(attempts::add);
    return new Sync(told, attempts);
  }

  /** Waits for the end of a job. Its attempts, which may have much to tell, are asked for then. */
  public Sync awaitEnd(long job, Duration limit) throws IOException, InterruptedException {
    try {
      await("/jobs/" + job, limit, told -> ENDS.contains(told.path("status").asText()));
    } catch (AssertionError e) {
      throw new AssertionError("no end of " + look(job), e);
    }
    return look(job);
  }

  /** Looks at a job until something is so. */
  public Sync await(long job, Duration limit, Predicate<Sync> wanted)
      throws IOException, InterruptedException {
    return await(() -> look(job), limit, wanted);
  }

  /** Looks at what a path answers until something is so. */
  public JsonNode await(String path, Duration limit, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    return await(() -> read(path), limit, wanted);
  }

  /** One look at something. */
  public interface Look<T> {
    T look() throws IOException, InterruptedException;
  }

  /** The same with looks of another kind. */
  public static <T> T await(Look<T> look, Duration limit, Predicate<T> wanted)
      throws IOException, InterruptedException {
    var began = System.nanoTime();
    while (true) {
      var found = look.look();
      if (wanted.test(found)) {
        return found;
      }
      var waited = Duration.ofNanos(System.nanoTime() - began);
      assertThat(waited).withFailMessage("not within %s: %s", limit, found).isLessThan(limit);
      pause(waited);
    }
  }

  /** How long an attempt took. */
  public static Duration duration(JsonNode attempt) {
    return Duration.between(
        Instant.parse(attempt.path("startTime").asText()),
        Instant.parse(attempt.path("endTime").asText()));
  }

  private JsonNode read(String path) throws IOException, InterruptedException {
    return made(api.get(path));
  }

  private static JsonNode made(Api.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** The API has nothing to wait on; and to be asked all the time would cost it half a core. */
  private static void pause(Duration waited) throws InterruptedException {
    var pause = waited.dividedBy(PAUSES);
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      pause = SHORTEST_PAUSE;
    } else if (pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
    Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    try {
      CompletableFuture.runAsync(() -> {}, later).get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** A job as it stands, with its attempts. */
  public record Sync(JsonNode job, List<JsonNode> attempts) {
    public Sync {
      attempts = List.copyOf(attempts);
    }

    public long number() {
      return job.path("jobId").asLong();
    }

    public String status() {
      return job.path("status").asText();
    }

    public JsonNode last() {
      return attempts.getLast();
    }

    /** Of all streams and attempts. */
    public long emitted() {
      return sum("recordsEmitted");
    }

    /** Of all streams and attempts. */
    public long committed() {
      return sum("recordsCommitted");
    }

    /** Of all streams of an attempt; none where there is no such attempt. */
    public long emitted(int attempt) {
      return attempt < attempts.size() ? sum("recordsEmitted", attempts.get(attempt)) : 0;
    }

    /** Of all streams of an attempt; none where there is no such attempt. */
    public long committed(int attempt) {
      return attempt < attempts.size() ? sum("recordsCommitted", attempts.get(attempt)) : 0;
    }

    private long sum(String field) {
      return attempts.stream().mapToLong(attempt -> sum(field, attempt)).sum();
    }

    private static long sum(String field, JsonNode attempt) {
      return attempt
          .path("streams")
          .valueStream()
          .mapToLong(stream -> stream.path(field).asLong())
          .sum();
    }
  }
}
