package io.lasius.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.amount.Amounts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Triggers a sync, and watches it to its end. */
final class SyncWatch {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

  private final PlatformClient platform;
  private final Console console;

  /**
   * A job that has ended.
   *
   * @param attempts what was tried, in order
   */
  record Ended(long job, String status, List<AttemptView> attempts) {
    Ended {
      attempts = List.copyOf(attempts);
    }

    /** Whether all that was read is committed, by the last attempt's own counts. */
    boolean complete() {
      return status.equals("succeeded")
          && !attempts.isEmpty()
          && attempts.getLast().status().equals("succeeded")
          && attempts.getLast().countsAgree();
    }
  }

  SyncWatch(PlatformClient platform, Console console) {
    this.platform = platform;
    this.console = console;
  }

  /** The number of a new job of the connection, or of the one that is under way. */
  long start(String connection) throws InterruptedException {
    var body = Map.of("connectionId", connection, "jobType", "sync");
    var job = platform.createUnlessThere("a job", "/jobs", body);
    if (job.isPresent()) {
      return job.get().path("jobId").asLong();
    }
    var query = "/jobs?connectionId=%s&orderBy=createdAt%%7CDESC&limit=1".formatted(connection);
    return platform.list("the jobs", query).stream()
        .findFirst()
        .orElseThrow(() -> CliException.failed("the platform refuses a job, but has none"))
        .path("jobId")
        .asLong();
  }

  /** Shows how far it is until it has ended. */
  Ended watch(long job) throws InterruptedException {
    var began = System.nanoTime();
    try (var progress = new ProgressLine(console, InstantSource.system())) {
      while (true) {
        var status = platform.get("the job", "/jobs/" + job).path("status").asText();
        var attempts = attempts(job);
        if (ENDS.contains(status)) {
          return new Ended(job, status, attempts);
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        progress.show(() -> text(status, attempts, took));
        pause();
      }
    }
  }

  private List<AttemptView> attempts(long job) throws InterruptedException {
    var attempts = new ArrayList<AttemptView>();
    for (var attempt : platform.list("the attempts", "/jobs/%d/attempts".formatted(job))) {
      attempts.add(bind(attempt));
    }
    return attempts;
  }

  private static AttemptView bind(JsonNode attempt) {
    try {
      return Json.mapper().treeToValue(attempt, AttemptView.class);
    } catch (JsonProcessingException e) {
      throw CliException.failed("the platform tells of an attempt in an unknown form", e);
    }
  }

  private static String text(String status, List<AttemptView> attempts, Duration took) {
    if (attempts.isEmpty()) {
      return "      %s, %s".formatted(status, Amounts.time(took));
    }
    var attempt = attempts.getLast();
    var number = attempt.attempt() == 0 ? "" : "attempt %d, ".formatted(attempt.attempt() + 1);
    if (!attempt.status().equals("running")) {
      return "      %s%s, waits for the next; %s"
          .formatted(number, attempt.status(), attempt.failureText());
    }
    var parts =
        Stream.of(
            number + Amounts.count(attempt.recordsEmitted(), "record"),
            Amounts.bytes(attempt.bytesEmitted()),
            Amounts.rate(attempt.recordsEmitted(), took),
            Amounts.count(attempt.recordsCommitted()) + " committed",
            attempt.containerStates());
    return "      " + parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }

  /** The API has nothing to wait on. */
  private static void pause() throws InterruptedException {
    Executor later =
        CompletableFuture.delayedExecutor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    try {
      CompletableFuture.runAsync(() -> {}, later).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("doing nothing failed", e);
    }
  }
}
