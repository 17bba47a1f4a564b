package io.lasius.server.job;

import io.lasius.server.job.Attempt.AttemptId;
import java.util.UUID;

/**
 * The right to run an attempt. What is stored under it is refused once another server has taken the
 * job.
 *
 * @param epoch grows with each server that takes the job
 */
public record JobLease(AttemptId attempt, UUID connectionId, long epoch) {
  public long jobId() {
    return attempt.jobId();
  }
}
