package io.lasius.server.job;

import io.lasius.protocol.message.LogLevel;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.attemptlog.AttemptLogs;
import io.lasius.server.attemptlog.LogFilter;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The logs of attempts, and the records that they set aside, over HTTP. Our own. */
@Controller("/api/public/v1/jobs/{jobId}/attempts/{number}")
final class AttemptLogController {
  private static final String NEXT = "Lasius-Next-Offset";
  private static final String LOG_TYPE = "application/x-ndjson";

  /** One answer; the rest is in the next. */
  private static final int MAX_LOG_BYTES = 4 << 20;

  private final AttemptStore attempts;
  private final AttemptLogs logs;

  AttemptLogController(AttemptStore attempts, AttemptLogs logs) {
    this.attempts = attempts;
    this.logs = logs;
  }

  /**
   * The log of one attempt, a JSON object a line. The header {@code Lasius-Next-Offset} tells where
   * to read on.
   *
   * @param offset bytes to leave out at its beginning: where an earlier answer ended
   * @param level lines of that level, or a graver one, alone
   * @param text lines with that in their text alone, in whatever case
   */
  @Needs(Role.READER)
  @Operation(
      id = "getAttemptLog",
      summary =
          "Reads the log of an attempt, a JSON object a line; the header Lasius-Next-Offset tells where to read on.")
  @Get(uri = "/logs", produces = LOG_TYPE)
  HttpResponse<String> log(
      long jobId,
      int number,
      @Form(min = 0) @QueryValue @Nullable Long offset,
      @Form(words = LogLevel.class) @QueryValue @Nullable String level,
      @QueryValue @Nullable String text)
      throws IOException, InterruptedException {
    var start = start(jobId, number, offset);
    var filter = new LogFilter(level(level), text);
    var part = logs.find(jobId, number, start, MAX_LOG_BYTES, filter);
    return HttpResponse.ok(part.lines()).header(NEXT, Long.toString(part.next()));
  }

  private static @Nullable LogLevel level(@Nullable String name) {
    if (name == null) {
      return null;
    }
    try {
      return LogLevel.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(
              "level is '%s', but must be one of %s"
                  .formatted(name, List.of(LogLevel.values()).toString().toLowerCase(Locale.ROOT)))
          .asException();
    }
  }

  /** The whole log as a file to keep. */
  @Needs(Role.READER)
  @Operation(id = "downloadAttemptLog", summary = "Downloads the whole log of an attempt.")
  @Get(uri = "/logs/download", produces = LOG_TYPE)
  StreamedFile download(long jobId, int number) throws IOException, InterruptedException {
    var _ = start(jobId, number, null);
    return new StreamedFile(logs.whole(jobId, number), MediaType.of(LOG_TYPE))
        .attach("job-%d-attempt-%d.jsonl".formatted(jobId, number));
  }

  /**
   * The log as server-sent events, as it grows. Each line is an event {@code line} whose id is the
   * offset behind it; the event {@code end} says that no more will come.
   *
   * @param offset as in the log; {@code Last-Event-ID} goes before it
   */
  @Needs(Role.READER)
  @Operation(
      id = "followAttemptLog",
      summary = "Follows the log of an attempt by server-sent events.")
  @Get(uri = "/logs/stream", produces = MediaType.TEXT_EVENT_STREAM)
  StreamedFile follow(
      long jobId,
      int number,
      @Form(min = 0) @QueryValue @Nullable Long offset,
      @Header("Last-Event-ID") @Nullable Long last) {
    var start = start(jobId, number, last == null ? offset : last);
    var id = new Attempt.AttemptId(jobId, number);
    return new StreamedFile(new FollowedLog(logs, id, start), MediaType.TEXT_EVENT_STREAM_TYPE);
  }

  /**
   * The records that one attempt set aside, a JSON object a line: each with its reason and, in
   * {@code message}, the source's own line. Read on as in the log.
   */
  @Needs(Role.READER)
  @Operation(
      id = "getRejectedRecords",
      summary = "Reads the records that an attempt set aside, a JSON object a line.")
  @Get(uri = "/rejectedRecords", produces = LOG_TYPE)
  HttpResponse<String> rejectedRecords(
      long jobId, int number, @Form(min = 0) @QueryValue @Nullable Long offset) throws IOException {
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
}
