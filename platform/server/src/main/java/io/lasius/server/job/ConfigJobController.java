package io.lasius.server.job;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.job.ConfigJobWire.AttemptInfo;
import io.lasius.server.job.ConfigJobWire.JobInfo;
import io.lasius.server.job.ConfigJobWire.JobReads;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs and their attempts in the form of Airbyte's configuration API. */
@Controller("/api/v1")
final class ConfigJobController {
  /** Clients ask each second, and give up after five. */
  private static final int LOG_BYTES = 256 << 10;

  /** For who asks for a log once. */
  private static final int WHOLE_LOG_BYTES = 4 << 20;

  private final Jobs jobs;
  private final ConnectionStore connections;
  private final JobCommands commands;
  private final JobSearch search;
  private final ConfigJobs configJobs;

  ConfigJobController(
      Jobs jobs,
      ConnectionStore connections,
      JobCommands commands,
      JobSearch search,
      ConfigJobs configJobs) {
    this.jobs = jobs;
    this.connections = connections;
    this.commands = commands;
    this.search = search;
    this.configJobs = configJobs;
  }

  @Needs(value = Role.READER, reads = true)
  @Operation(
      id = "getJobInfo",
      summary = "Gets a job with its attempts and the beginning of their logs.",
      problems = 404)
  @Post("/jobs/get")
  JobInfo get(Caller caller, @Body JobIdBody request) throws IOException, InterruptedException {
    return configJobs.info(find(caller, request.number()), LOG_BYTES);
  }

  @Needs(value = Role.READER, reads = true)
  @Operation(
      id = "getJobDebugInfo",
      summary = "Gets a job with its attempts and their logs.",
      problems = 404)
  @Post("/jobs/get_debug_info")
  JobInfo getDebugInfo(Caller caller, @Body JobIdBody request)
      throws IOException, InterruptedException {
    return configJobs.info(find(caller, request.number()), WHOLE_LOG_BYTES);
  }

  /** The newest first. */
  @Needs(value = Role.READER, reads = true)
  @Operation(id = "listJobsFor", summary = "Lists jobs, the newest first.")
  @Post("/jobs/list")
  JobReads list(Caller caller, @Body ConfigJobQuery query) {
    return caller
        .list(
            List.of(),
            () -> List.of(find(query, List.of())),
            workspaces -> List.of(find(query, workspaces)))
        .stream()
        .findFirst()
        .orElse(JobReads.NONE);
  }

  private JobReads find(ConfigJobQuery query, List<UUID> workspaces) {
    var slice = query.slice();
    var filter = query.filter(workspaces);
    var found = search.find(filter, false, true, slice);
    return new JobReads(
        found.stream().limit(slice.limit()).map(configJobs::withoutLogs).toList(),
        search.count(filter));
  }

  @Needs(Role.RUNNER)
  @Operation(
      id = "cancelJobOfConfiguration",
      summary = "Cancels a job.",
      problems = {404, 409})
  @Post("/jobs/cancel")
  JobInfo cancel(Caller caller, @Body JobIdBody request) throws IOException, InterruptedException {
    caller.trail().on(request.number());
    var job = find(caller, request.number());
    return configJobs.info(commands.cancel(job.number(), false), LOG_BYTES);
  }

  @Needs(value = Role.READER, reads = true)
  @Operation(
      id = "getAttemptForJob",
      summary = "Gets an attempt at a job with its log.",
      problems = 404)
  @Post("/attempt/get_for_job")
  AttemptInfo getAttempt(Caller caller, @Body AttemptBody request)
      throws IOException, InterruptedException {
    var job = find(caller, Required.of("jobId", request.jobId()));
    int number = Required.of("attemptNumber", request.attemptNumber());
    return configJobs
        .attempt(job, number, WHOLE_LOG_BYTES)
        .orElseThrow(() -> Problem.notFound("attempt", job.number() + "/" + number).asException());
  }

  private Job find(Caller caller, long id) {
    var job = jobs.get(id);
    caller.require(connections.findWorkspaceIdById(job.connectionId()).orElseThrow(), "job", id);
    return job;
  }

  /** On the wire. */
  record JobIdBody(@Nullable Long id) {
    long number() {
      return Required.of("id", id);
    }
  }

  /** On the wire. */
  record AttemptBody(@Nullable Long jobId, @Nullable Integer attemptNumber) {}
}
