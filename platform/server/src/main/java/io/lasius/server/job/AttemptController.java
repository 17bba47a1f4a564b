package io.lasius.server.job;

import io.lasius.server.Installation;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.container.ContainerLabels;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.EngineException;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attempts at a job over HTTP: what they moved, and how they ended. Our own. */
@Controller("/api/public/v1/jobs/{jobId}/attempts")
final class AttemptController {
  private final AttemptStore attempts;
  private final AttemptStreams streams;
  private final JobStore jobs;
  private final RunningAttempts running;
  private final DockerEngine engine;
  private final Installation installation;

  AttemptController(
      AttemptStore attempts,
      AttemptStreams streams,
      JobStore jobs,
      RunningAttempts running,
      DockerEngine engine,
      Installation installation) {
    this.attempts = attempts;
    this.streams = streams;
    this.jobs = jobs;
    this.running = running;
    this.engine = engine;
    this.installation = installation;
  }

  @Needs(Role.READER)
  @Operation(
      id = "listAttempts",
      summary = "Lists the attempts at a job: what they moved, and how they ended.")
  @Get
  AttemptsResponse list(long jobId) {
    if (!jobs.existsById(jobId)) {
      throw Problem.notFound("job", jobId).asException();
    }
    var all = attempts.ofJob(jobId);
    var counts = streams.of(jobId, all);
    return new AttemptsResponse(
        all.stream()
            .map(
                attempt -> response(attempt, counts.getOrDefault(attempt.id().number(), List.of())))
            .toList());
  }

  private AttemptResponse response(Attempt attempt, List<AttemptStream> counts) {
    var id = attempt.id();
    var ended = attempt.endedAt();
    return new AttemptResponse(
        id.number(),
        attempt.status().name().toLowerCase(Locale.ROOT),
        attempt.startedAt().toString(),
        ended == null ? null : ended.toString(),
        counts.stream().map(AttemptStreamResponse::of).toList(),
        attempt.differences(),
        attempt.failures().stream().map(AttemptResponse.FailureResponse::of).toList(),
        ended == null ? containers(id) : List.of(),
        AttemptVerdict.of(attempt.verdict()),
        attempt.unconfiguredRecords(),
        attempt.unattributedRecords(),
        attempt.sourceErrors(),
        attempt.destinationErrors(),
        FiguresResponse.of(figuresOf(attempt)));
  }

  private @Nullable AttemptFigures figuresOf(Attempt attempt) {
    return attempt.endedAt() != null
        ? attempt.figures()
        : running.find(attempt.id()).map(RunningAttempt::figures).orElse(null);
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
