package io.lasius.server.job;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Required;
import io.lasius.server.job.ConfigJobWire.JobInfo;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done to a connection, in the form of Airbyte's configuration API. */
@Controller("/api/v1/connections")
final class ConfigConnectionJobController {
  /** A job that was just made has none to speak of. */
  private static final int LOG_BYTES = 1 << 10;

  private final ConnectionStore connections;
  private final JobCommands commands;
  private final ConfigJobs configJobs;

  ConfigConnectionJobController(
      ConnectionStore connections, JobCommands commands, ConfigJobs configJobs) {
    this.connections = connections;
    this.commands = commands;
    this.configJobs = configJobs;
  }

  @Needs(Role.RUNNER)
  @Operation(
      id = "syncConnection",
      summary = "Syncs a connection.",
      problems = {404, 409, 422, 503})
  @Post("/sync")
  JobInfo sync(Caller caller, @Body ConnectionJobBody request)
      throws IOException, InterruptedException {
    var connection = connections.get(caller, request.id());
    return start(caller, connection, new JobRequest(connection.id(), "sync", null, null, null));
  }

  /** The same as a clear, by its older name. */
  @Needs(Role.RUNNER)
  @Operation(
      id = "resetConnection",
      summary = "Clears what a connection brought, by the older name.",
      problems = {404, 409, 422, 503})
  @Post("/reset")
  JobInfo reset(Caller caller, @Body ConnectionJobBody request)
      throws IOException, InterruptedException {
    return clear(caller, request);
  }

  /** Of all streams, or of some. */
  @Needs(Role.RUNNER)
  @Operation(
      id = "clearConnection",
      summary = "Clears what a connection brought, of all its streams or some.",
      problems = {404, 409, 422, 503})
  @Post("/clear")
  JobInfo clear(Caller caller, @Body ConnectionJobBody request)
      throws IOException, InterruptedException {
    var connection = connections.get(caller, request.id());
    return start(
        caller,
        connection,
        new JobRequest(connection.id(), "clear", request.streams(), null, null));
  }

  /** Of all streams, or of some. */
  @Needs(Role.RUNNER)
  @Operation(
      id = "refreshConnection",
      summary = "Reads streams of a connection anew.",
      problems = {404, 409, 422, 503})
  @Post("/refresh")
  JobInfo refresh(Caller caller, @Body ConnectionJobBody request)
      throws IOException, InterruptedException {
    var connection = connections.get(caller, request.id());
    return start(
        caller,
        connection,
        new JobRequest(connection.id(), "refresh", request.streams(), request.refreshMode(), null));
  }

  private JobInfo start(Caller caller, Connection connection, JobRequest request)
      throws IOException, InterruptedException {
    var job = commands.start(connection, request);
    caller.trail().on(job.number());
    return configJobs.info(job, LOG_BYTES);
  }

  /**
   * On the wire.
   *
   * @param refreshMode Merge, which is the default, or Truncate
   */
  record ConnectionJobBody(
      @Nullable UUID connectionId,
      @Nullable List<JobRequest.StreamName> streams,
      @Nullable String refreshMode) {
    UUID id() {
      return Required.of("connectionId", connectionId);
    }
  }
}
