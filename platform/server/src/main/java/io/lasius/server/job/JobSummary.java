package io.lasius.server.job;

import io.lasius.replication.StreamCounts;
import org.jspecify.annotations.Nullable;

/**
 * What a job did up to the end of one of its attempts.
 *
 * @param attempt the last of those attempts; null where the job had none
 * @param attempts how many those are
 * @param emitted by the source, in all of them; so are the others
 */
public record JobSummary(
    Job job,
    @Nullable Attempt attempt,
    int attempts,
    StreamCounts emitted,
    StreamCounts filtered,
    StreamCounts committed) {
  /** As the public API names it. */
  public String jobType() {
    return job.type().publicName();
  }
}
