package io.lasius.server.job;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.job.IdempotencyKeys.KeyedRequest;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs over HTTP. */
@Controller("/api/public/v1/jobs")
final class JobController {
  /** Clients wait 5 s at most for an answer. */
  private static final Duration CANCEL_WAIT = Duration.ofSeconds(2);

  private final Jobs jobs;
  private final JobPreviews previews;
  private final DestinationAbilities abilities;
  private final JobList list;
  private final ConnectionStore connections;
  private final AttemptStreamStore streams;
  private final RunningAttempts running;
  private final JobTurns turns;
  private final JobAbandonment abandonment;

  JobController(
      Jobs jobs,
      JobPreviews previews,
      DestinationAbilities abilities,
      JobList list,
      ConnectionStore connections,
      AttemptStreamStore streams,
      RunningAttempts running,
      JobTurns turns,
      JobAbandonment abandonment) {
    this.jobs = jobs;
    this.previews = previews;
    this.abilities = abilities;
    this.list = list;
    this.connections = connections;
    this.streams = streams;
    this.running = running;
    this.turns = turns;
    this.abandonment = abandonment;
  }

  @Needs(Role.RUNNER)
  @Post
  JobAnswer create(
      Caller caller, @Header("Idempotency-Key") @Nullable String key, @Body JobRequest request)
      throws InterruptedException {
    var connectionId = Required.of("connectionId", request.connectionId());
    var type = request.type();
    var connection = connections.get(connectionId);
    caller.require(connection.workspaceId(), "connection", connectionId);
    var work = request.work(connection);
    abilities.require(connection, type);
    return Boolean.TRUE.equals(request.dryRun())
        ? previews.of(connection, work)
        : made(
            caller,
            jobs.create(
                connection, work, KeyedRequest.of(key, caller.userId(), connectionId, work)));
  }

  @Needs(Role.READER)
  @Get
  Page<JobResponse> list(Caller caller, HttpRequest<?> request, @RequestBean JobQuery query) {
    var slice = Slice.of(query.limit(), query.offset());
    var found =
        caller.list(
            query.workspaceIds() == null ? List.of() : query.workspaceIds(),
            () -> list.find(query, List.of(), slice),
            workspaces -> list.find(query, workspaces, slice));
    return Page.of(request, slice, found, this::response);
  }

  @Needs(Role.READER)
  @Get("/{jobId}")
  JobResponse get(long jobId) {
    var job = find(jobId);
    return response(job).waitingFor(turns.waitsFor(job).orElse(null));
  }

  /**
   * What was committed stays committed. The answer does not wait long for the job's end.
   *
   * @param force also where no server can reach the job's containers, which may then still be there
   */
  @Needs(Role.RUNNER)
  @Delete("/{jobId}")
  JobResponse cancel(long jobId, @QueryValue(defaultValue = "false") boolean force)
      throws InterruptedException {
    jobs.cancel(jobId);
    var attempt = running.find(jobId);
    if (attempt.isPresent()) {
      attempt.get().awaitEnd(CANCEL_WAIT);
    } else if (force && find(jobId).status() == JobStatus.RUNNING) {
      abandonment.end(jobId);
    }
    return response(find(jobId));
  }

  private JobResponse made(Caller caller, Job job) {
    caller.trail().on(job.number());
    return response(job);
  }

  private Job find(long jobId) {
    return jobs.find(jobId).orElseThrow(() -> Problem.notFound("job", jobId).asException());
  }

  private JobResponse response(Job job) {
    return JobResponse.of(
        job, streams.committedRecords(job.number()), streams.committedBytes(job.number()));
  }
}
