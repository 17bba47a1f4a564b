package io.lasius.server.job;

import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.job.ConfigJobWire.AttemptInfo;
import io.lasius.server.job.ConfigJobWire.JobInfo;
import io.lasius.server.job.ConfigJobWire.JobReads;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Jobs and their attempts in the form of Airbyte's configuration API. */
@Controller("/api/v1")
final class ConfigJobController {
  /** Clients ask each second, and give up after five. */
  private static final int LOG_BYTES = 256 << 10;

  /** For who asks for a log once. */
  private static final int WHOLE_LOG_BYTES = 4 << 20;

  private final Jobs jobs;
  private final JobCommands commands;
  private final JobSearch search;
  private final ConfigJobs configJobs;

  ConfigJobController(Jobs jobs, JobCommands commands, JobSearch search, ConfigJobs configJobs) {
    this.jobs = jobs;
    this.commands = commands;
    this.search = search;
    this.configJobs = configJobs;
  }

  @Post("/jobs/get")
  JobInfo get(@Body JobIdBody request) throws IOException, InterruptedException {
    return configJobs.info(jobs.get(request.number()), LOG_BYTES);
  }

  @Post("/jobs/get_debug_info")
  JobInfo getDebugInfo(@Body JobIdBody request) throws IOException, InterruptedException {
    return configJobs.info(jobs.get(request.number()), WHOLE_LOG_BYTES);
  }

  /** The newest first. */
  @Post("/jobs/list")
  JobReads list(@Body ConfigJobQuery query) {
    var slice = query.slice();
    var filter = query.filter();
    var found = search.find(filter, false, true, slice);
    return new JobReads(
        found.stream().limit(slice.limit()).map(configJobs::withoutLogs).toList(),
        search.count(filter));
  }

  @Post("/jobs/cancel")
  JobInfo cancel(@Body JobIdBody request) throws IOException, InterruptedException {
    return configJobs.info(commands.cancel(request.number(), false), LOG_BYTES);
  }

  @Post("/attempt/get_for_job")
  AttemptInfo getAttempt(@Body AttemptBody request) throws IOException, InterruptedException {
    var job = jobs.get(Required.of("jobId", request.jobId()));
    int number = Required.of("attemptNumber", request.attemptNumber());
    return configJobs
        .attempt(job, number, WHOLE_LOG_BYTES)
        .orElseThrow(() -> Problem.notFound("attempt", job.number() + "/" + number).asException());
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
