package io.lasius.server.job;

import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestBean;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs over HTTP. */
@Controller("/api/public/v1/jobs")
final class JobController {
  /** Clients wait 5 s at most for an answer. */
  private static final Duration CANCEL_WAIT = Duration.ofSeconds(2);

  private final Jobs jobs;
  private final JobList list;
  private final ConnectionStore connections;
  private final AttemptStreamStore streams;
  private final RunningAttempts running;

  JobController(
      Jobs jobs,
      JobList list,
      ConnectionStore connections,
      AttemptStreamStore streams,
      RunningAttempts running) {
    this.jobs = jobs;
    this.list = list;
    this.connections = connections;
    this.streams = streams;
    this.running = running;
  }

  @Post
  JobResponse create(@Body JobRequest request) {
    var connectionId = Required.of("connectionId", request.connectionId());
    var type = Required.of("jobType", request.jobType());
    if (type.equalsIgnoreCase("refresh")) {
      throw Problem.unprocessable("jobType is 'refresh', but only sync is offered").asException();
    }
    if (!type.equalsIgnoreCase("sync")) {
      throw Problem.badRequest("jobType is '%s', but only sync is offered".formatted(type))
          .asException();
    }
    var connection =
        connections
            .findById(connectionId)
            .filter(found -> found.status() != ConnectionStatus.DEPRECATED)
            .orElseThrow(() -> Problem.notFound("connection", connectionId).asException());
    return response(jobs.create(connection));
  }

  @Get
  Page<JobResponse> list(HttpRequest<?> request, @RequestBean JobQuery query) {
    var slice = Slice.of(query.limit(), query.offset());
    return Page.of(request, slice, list.find(query, slice), this::response);
  }

  @Get("/{jobId}")
  JobResponse get(long jobId) {
    return response(find(jobId));
  }

  /** What was committed stays committed. The answer does not wait long for the job's end. */
  @Delete("/{jobId}")
  JobResponse cancel(long jobId) throws InterruptedException {
    jobs.cancel(jobId);
    var attempt = running.find(jobId);
    if (attempt.isPresent()) {
      attempt.get().awaitEnd(CANCEL_WAIT);
    }
    return response(find(jobId));
  }

  private Job find(long jobId) {
    return jobs.find(jobId).orElseThrow(() -> Problem.notFound("job", jobId).asException());
  }

  private JobResponse response(Job job) {
    return JobResponse.of(
        job, streams.committedRecords(job.number()), streams.committedBytes(job.number()));
  }

  /** On the wire. */
  record JobRequest(@Nullable UUID connectionId, @Nullable String jobType) {}
}
