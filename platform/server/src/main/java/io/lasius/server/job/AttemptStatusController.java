package io.lasius.server.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Operation;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.types.files.StreamedFile;

/** Where an attempt stands while it runs, over HTTP. Our own. */
@Controller("/api/public/v1/jobs/{jobId}/attempts/{number}/status")
final class AttemptStatusController {
  private final LiveStatuses statuses;
  private final ObjectMapper json;

  AttemptStatusController(LiveStatuses statuses, ObjectMapper json) {
    this.statuses = statuses;
    this.json = json;
  }

  @Needs(Role.READER)
  @Operation(id = "getAttemptStatus", summary = "Tells where an attempt stands.")
  @Get
  LiveStatusResponse get(long jobId, int number) {
    return statuses.of(new Attempt.AttemptId(jobId, number));
  }

  /**
   * The same as server-sent events: {@code status} once a second, and {@code end} once the attempt
   * does not run on this server any more.
   */
  @Needs(Role.READER)
  @Operation(
      id = "followAttemptStatus",
      summary = "Follows where an attempt stands by server-sent events.")
  @Get(uri = "/stream", produces = MediaType.TEXT_EVENT_STREAM)
  StreamedFile follow(long jobId, int number) {
    var id = new Attempt.AttemptId(jobId, number);
    var _ = statuses.of(id);
    return new StreamedFile(
        new FollowedStatus(statuses, id, json), MediaType.TEXT_EVENT_STREAM_TYPE);
  }
}
