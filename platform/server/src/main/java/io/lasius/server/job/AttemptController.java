package io.lasius.server.job;

import io.lasius.server.Installation;
import io.lasius.server.attemptlog.AttemptLogs;
import io.lasius.server.container.ContainerLabels;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.EngineException;
import io.lasius.server.http.Problem;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attempts at a job over HTTP: what they moved, how they ended, and their logs. Our own. */
@Controller("/api/public/v1/jobs/{jobId}/attempts")
final class AttemptController {
  private static final String NEXT = "Lasius-Next-Offset";
  private static final String LOG_TYPE = "application/x-ndjson";

  /** One answer; the rest is in the next. */
  private static final int MAX_LOG_BYTES = 4 << 20;

  private final AttemptStore attempts;
  private final AttemptStreamStore streams;
  private final JobStore jobs;
  private final RunningAttempts running;
  private final AttemptLogs logs;
  private final DockerEngine engine;
  private final Installation installation;

  AttemptController(
      AttemptStore attempts,
      AttemptStreamStore streams,
      JobStore jobs,
      RunningAttempts running,
      AttemptLogs logs,
      DockerEngine engine,
      Installation installation) {
    this.attempts = attempts;
    this.streams = streams;
    this.jobs = jobs;
    this.running = running;
    this.logs = logs;
    this.engine = engine;
    this.installation = installation;
  }

  @Get
  AttemptsResponse list(long jobId) {
    if (!jobs.existsById(jobId)) {
      throw Problem.notFound("job", jobId).asException();
    }
    return new AttemptsResponse(attempts.ofJob(jobId).stream().map(this::response).toList());
  }

  /**
   * The log of one attempt, a JSON object a line. The header {@code Lasius-Next-Offset} tells where
   * to read on.
   *
   * @param offset bytes to leave out at its beginning: where an earlier answer ended
   */
  @Get(uri = "/{number}/logs", produces = LOG_TYPE)
  HttpResponse<String> log(long jobId, int number, @QueryValue @Nullable Long offset)
      throws IOException, InterruptedException {
    var start = start(jobId, number, offset);
    var part = logs.read(jobId, number, start, MAX_LOG_BYTES, Duration.ZERO);
    return HttpResponse.ok(part.lines()).header(NEXT, Long.toString(part.next()));
  }

  /**
   * The records that one attempt set aside, a JSON object a line: each with its reason and, in
   * {@code message}, the source's own line. Read on as in the log.
   */
  @Get(uri = "/{number}/rejectedRecords", produces = LOG_TYPE)
  HttpResponse<String> rejectedRecords(long jobId, int number, @QueryValue @Nullable Long offset)
      throws IOException {
    var start = start(jobId, number, offset);
    var part = logs.readRejected(jobId, number, start, MAX_LOG_BYTES);
    return HttpResponse.ok(part.lines()).header(NEXT, Long.toString(part.next()));
  }

  private long start(long jobId, int number, @Nullable Long offset) {
    if (attempts.findById(new Attempt.AttemptId(jobId, number)).isEmpty()) {
      throw Problem.notFound("attempt", jobId + "/" + number).asException();
    }
    if (offset != null && offset < 0) {
      throw Problem.badRequest("offset is %d, but must not be negative".formatted(offset))
          .asException();
    }
    return offset == null ? 0 : offset;
  }

  private AttemptResponse response(Attempt attempt) {
    var id = attempt.id();
    var ended = attempt.endedAt();
    return new AttemptResponse(
        id.number(),
        attempt.status().name().toLowerCase(Locale.ROOT),
        attempt.startedAt().toString(),
        ended == null ? null : ended.toString(),
        streamsOf(attempt),
        attempt.differences(),
        attempt.failures().stream().map(AttemptResponse.FailureResponse::of).toList(),
        ended == null ? containers(id) : List.of(),
        AttemptVerdict.of(attempt.verdict()),
        attempt.unconfiguredRecords(),
        attempt.unattributedRecords(),
        attempt.sourceErrors(),
        attempt.destinationErrors());
  }

  /** While it runs on this server, its counts are newer than those that are stored. */
  private List<AttemptStreamResponse> streamsOf(Attempt attempt) {
    var id = attempt.id();
    return running
        .find(id.jobId())
        .filter(found -> attempt.endedAt() == null && found.lease().attempt().equals(id))
        .flatMap(RunningAttempt::report)
        .map(report -> report.streams().stream().map(AttemptStreamResponse::of).toList())
        .orElseGet(() ->
            streams.ofAttempt(id.jobId(), id.number()).stream()
                .map(AttemptStreamResponse::of)
                .toList());
  }

  private List<AttemptResponse.ContainerResponse> containers(Attempt.AttemptId id) {
    try {
      return engine
          .containers(
              Map.of(
                  ContainerLabels.INSTALLATION,
                  installation.id().toString(),
                  ContainerLabels.JOB,
                  Long.toString(id.jobId()),
                  ContainerLabels.ATTEMPT,
                  Integer.toString(id.number())))
          .stream()
          .map(AttemptResponse.ContainerResponse::of)
          .sorted(Comparator.comparing(AttemptResponse.ContainerResponse::role).reversed())
          .toList();
    } catch (EngineException e) {
      // Nobody can tell; the attempt itself will.
      return List.of();
    }
  }
}
