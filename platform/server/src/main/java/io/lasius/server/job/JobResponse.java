package io.lasius.server.job;

import io.lasius.server.http.Form;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job on its way out.
 *
 * @param duration ISO 8601; absent while it waits for its first attempt
 * @param rowsSynced records that were committed
 * @param waitsFor why no attempt runs, as the end of a sentence; null where nobody asked for one
 *     job, or it does not wait
 */
record JobResponse(
    long jobId,
    @Form(oneOf = {"pending", "running", "succeeded", "failed", "cancelled"}) String status,
    @Form(oneOf = {"sync", "refresh", "reset"}) String jobType,
    @Form(format = "date-time") String startTime,
    UUID connectionId,
    @Form(format = "date-time") @Nullable String lastUpdatedAt,
    @Form(format = "duration") @Nullable String duration,
    long bytesSynced,
    long rowsSynced,
    @Nullable String waitsFor)
    implements JobAnswer {

  static JobResponse of(Job job, long records, long bytes) {
    var ended = job.status().ended();
    var waits = job.status() == JobStatus.PENDING;
    return new JobResponse(
        job.number(),
        job.status().publicName(),
        job.type().publicName(),
        seconds(job.createdAt()).toString(),
        job.connectionId(),
        ended ? seconds(job.updatedAt()).toString() : null,
        waits
            ? null
            : Duration.between(seconds(job.createdAt()), seconds(job.updatedAt())).toString(),
        bytes,
        records,
        null);
  }

  /** The same, with what it waits for. */
  JobResponse waitingFor(@Nullable String what) {
    return new JobResponse(
        jobId,
        status,
        jobType,
        startTime,
        connectionId,
        lastUpdatedAt,
        duration,
        bytesSynced,
        rowsSynced,
        what);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
