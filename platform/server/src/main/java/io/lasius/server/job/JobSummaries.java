package io.lasius.server.job;

import io.lasius.replication.StreamCounts;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What jobs did, for those who tell it. */
@Singleton
public final class JobSummaries {
  private final JobStore jobs;
  private final AttemptStore attempts;
  private final AttemptStreamStore streams;

  JobSummaries(JobStore jobs, AttemptStore attempts, AttemptStreamStore streams) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.streams = streams;
  }

  /**
   * Sums a job up.
   *
   * @param until the number of the last attempt that counts; null for all
   */
  public JobSummary of(long jobId, @Nullable Integer until) {
    var job = jobs.findById(jobId).orElseThrow();
    var last = until == null ? Integer.MAX_VALUE : until;
    var made =
        attempts.ofJob(jobId).stream().filter(attempt -> attempt.id().number() <= last).toList();
    var moved =
        streams.ofJob(jobId).stream().filter(stream -> stream.id().number() <= last).toList();
    return new JobSummary(
        job,
        made.isEmpty() ? null : made.getLast(),
        made.size(),
        sum(moved, AttemptStream::emittedRecords, AttemptStream::emittedBytes),
        sum(moved, AttemptStream::filteredRecords, AttemptStream::filteredBytes),
        sum(moved, AttemptStream::committedRecords, AttemptStream::committedBytes));
  }

  private static StreamCounts sum(
      List<AttemptStream> streams,
      ToLongFunction<AttemptStream> records,
      ToLongFunction<AttemptStream> bytes) {
    return new StreamCounts(
        streams.stream().mapToLong(records).sum(), streams.stream().mapToLong(bytes).sum());
  }
}
