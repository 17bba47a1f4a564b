package io.lasius.server.job;

import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.http.Form;
import io.lasius.server.job.ConfigJobWire.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on its way out in the form of Airbyte's configuration API. Times are seconds since
 * 1970.
 *
 * @param id the attempt's number, from 0
 * @param attemptNumber the same, by the name that some clients know
 * @param status running, succeeded or failed; there is no other
 * @param bytesSynced of the records that were committed
 * @param recordsSynced that were committed
 */
record ConfigAttempt(
    int id,
    int attemptNumber,
    @Form(oneOf = {"running", "succeeded", "failed"}) String status,
    long createdAt,
    long updatedAt,
    @Nullable Long endedAt,
    long bytesSynced,
    long recordsSynced,
    Stats totalStats,
    List<StreamStats> streamStats,
    @Nullable FailureSummary failureSummary) {

  /** What was moved. */
  record Stats(long recordsEmitted, long bytesEmitted, long recordsCommitted, long bytesCommitted) {
    static Stats of(List<AttemptStream> streams) {
      return new Stats(
          streams.stream().mapToLong(AttemptStream::emittedRecords).sum(),
          streams.stream().mapToLong(AttemptStream::emittedBytes).sum(),
          streams.stream().mapToLong(AttemptStream::committedRecords).sum(),
          streams.stream().mapToLong(AttemptStream::committedBytes).sum());
    }
  }

  /** What was moved of a stream. */
  record StreamStats(String streamName, @Nullable String streamNamespace, Stats stats) {
    static StreamStats of(AttemptStream counts) {
      var stream = StreamKey.parse(counts.id().stream());
      return new StreamStats(stream.name(), stream.namespace(), Stats.of(List.of(counts)));
    }
  }

  /** Why it failed. */
  record FailureSummary(List<Failure> failures, boolean partialSuccess) {}

  /**
   * One reason.
   *
   * @param timestamp when it was noticed, in seconds since 1970
   * @param streamDescriptor the only one that it is about
   */
  record Failure(
      String failureOrigin,
      String failureType,
      String externalMessage,
      String internalMessage,
      boolean retryable,
      long timestamp,
      @Nullable StreamName streamDescriptor) {
    static Failure of(FailureReason reason) {
      var stream = reason.stream();
      return new Failure(
          originName(reason.origin()),
          reason.type().name().toLowerCase(Locale.ROOT),
          reason.message(),
          reason.detail(),
          reason.retryable(),
          reason.time().getEpochSecond(),
          stream == null ? null : StreamName.of(stream));
    }

    static Failure cancelled(Instant time) {
      return new Failure(
          originName(FailureOrigin.PLATFORM),
          "manual_cancellation",
          "the job was cancelled",
          "",
          false,
          time.getEpochSecond(),
          null);
    }
  }

  /** One that was made. */
  static ConfigAttempt of(Job job, Attempt attempt, List<AttemptStream> counts) {
    var ended = attempt.endedAt();
    var total = Stats.of(counts);
    return new ConfigAttempt(
        attempt.id().number(),
        attempt.id().number(),
        status(attempt.status()),
        attempt.startedAt().getEpochSecond(),
        (ended == null ? later(job.updatedAt(), attempt.startedAt()) : ended).getEpochSecond(),
        ended == null ? null : ended.getEpochSecond(),
        total.bytesCommitted(),
        total.recordsCommitted(),
        total,
        counts.stream().map(StreamStats::of).toList(),
        ended == null ? null : summary(attempt, ended, total));
  }

  /**
   * What stands for the first attempt of a job that has none yet, or ended before it had one:
   * clients take for granted that a job has an attempt.
   */
  static ConfigAttempt awaited(Job job) {
    var ended = job.status().ended();
    return new ConfigAttempt(
        0,
        0,
        ended ? "failed" : "running",
        job.createdAt().getEpochSecond(),
        job.updatedAt().getEpochSecond(),
        ended ? job.updatedAt().getEpochSecond() : null,
        0,
        0,
        Stats.of(List.of()),
        List.of(),
        ended ? new FailureSummary(List.of(Failure.cancelled(job.updatedAt())), false) : null);
  }

  private static String status(AttemptStatus status) {
    return switch (status) {
      case RUNNING -> "running";
      case SUCCEEDED -> "succeeded";
      case FAILED, CANCELLED -> "failed";
    };
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static @Nullable FailureSummary summary(Attempt attempt, Instant ended, Stats total) {
    var failures = new ArrayList<Failure>();
    attempt.failures().forEach(reason -> failures.add(Failure.of(reason)));
    if (attempt.status() == AttemptStatus.CANCELLED) {
      failures.add(Failure.cancelled(ended));
    }
    return failures.isEmpty()
        ? null
        : new FailureSummary(List.copyOf(failures), total.recordsCommitted() > 0);
  }

  private static String originName(FailureOrigin origin) {
    return switch (origin) {
      case PLATFORM -> "airbyte_platform";
      case SOURCE, DESTINATION, REPLICATION, PERSISTENCE -> origin.name().toLowerCase(Locale.ROOT);
    };
  }
}
