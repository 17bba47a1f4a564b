package io.lasius.server.job;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs over HTTP. */
@Controller("/api/public/v1/jobs")
final class JobController {
  private final Jobs jobs;
  private final JobCommands commands;
  private final JobPreviews previews;
  private final JobList list;
  private final ConnectionStore connections;
  private final AttemptStreamStore streams;
  private final JobTurns turns;

  JobController(
      Jobs jobs,
      JobCommands commands,
      JobPreviews previews,
      JobList list,
      ConnectionStore connections,
      AttemptStreamStore streams,
      JobTurns turns) {
    this.jobs = jobs;
    this.commands = commands;
    this.previews = previews;
    this.list = list;
    this.connections = connections;
    this.streams = streams;
    this.turns = turns;
  }

  @Needs(Role.RUNNER)
  @Operation(
      id = "createJob",
      summary = "Syncs, refreshes or clears a connection, or tells what that would do.",
      problems = {404, 409, 422, 503})
  @Post
  JobAnswer create(
      Caller caller,
      @Form(minLength = 1, maxLength = IdempotencyKeys.MAX_LENGTH) @Header("Idempotency-Key")
          @Nullable String key,
      @Body JobRequest request)
      throws InterruptedException {
    var connectionId = Required.of("connectionId", request.connectionId());
    caller.trail().on(connectionId);
    // What makes no sense of any connection is told first.
    var _ = request.type();
    var connection = connections.get(caller, connectionId);
    var work = commands.work(connection, request);
    return Boolean.TRUE.equals(request.dryRun())
        ? previews.of(connection, work)
        : made(
            caller,
            jobs.create(
                connection, work, KeyedRequest.of(key, caller.userId(), connectionId, work)));
  }

  @Needs(Role.READER)
  @Operation(id = "listJobs", summary = "Lists jobs, the oldest first unless asked otherwise.")
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
  @Operation(id = "getJob", summary = "Gets a job.")
  @Get("/{jobId}")
  JobResponse get(long jobId) {
    var job = jobs.get(jobId);
    return response(job).waitingFor(turns.waitsFor(job).orElse(null));
  }

  /**
   * What was committed stays committed. The answer does not wait long for the job's end.
   *
   * @param force also where no server can reach the job's containers, which may then still be there
   */
  @Needs(Role.RUNNER)
  @Operation(id = "cancelJob", summary = "Cancels a job; what was committed stays.", problems = 409)
  @Delete("/{jobId}")
  JobResponse cancel(long jobId, @QueryValue(defaultValue = "false") boolean force)
      throws InterruptedException {
    return response(commands.cancel(jobId, force));
  }

  private JobResponse made(Caller caller, Job job) {
    caller.trail().on(job.number());
    return response(job);
  }

  private JobResponse response(Job job) {
    return JobResponse.of(
        job, streams.committedRecords(job.number()), streams.committedBytes(job.number()));
  }
}
