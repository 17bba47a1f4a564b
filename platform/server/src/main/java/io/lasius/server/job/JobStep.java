package io.lasius.server.job;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something became of a job, in the transaction that stores it.
 *
 * @param jobId the job's number
 * @param attempt the attempt that began or ended; null where none was under way
 */
public record JobStep(
    UUID connectionId, long jobId, JobType type, Kind kind, @Nullable Integer attempt) {
  /** What became of it. */
  public enum Kind {
    /** Its first attempt began. */
    STARTED,
    SUCCEEDED,
    /** An attempt failed, and another one follows. */
    INCOMPLETE,
    FAILED,
    CANCELLED
  }

  static JobStep of(Job job, Kind kind, @Nullable Integer attempt) {
    return new JobStep(job.connectionId(), job.number(), job.type(), kind, attempt);
  }

  /** As in {@code sync.started}. */
  public String eventType() {
    return type.publicName() + "." + kind.name().toLowerCase(Locale.ROOT);
  }
}
