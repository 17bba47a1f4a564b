package io.lasius.server.job;

import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Stores how jobs go on, and tells it in the same transaction, so that whoever notes it for
 * somebody notes neither more nor less than what happened.
 */
@Singleton
class JobSteps {
  private final JobStore store;
  private final ApplicationEventPublisher<JobStep> steps;

  JobSteps(JobStore store, ApplicationEventPublisher<JobStep> steps) {
    this.store = store;
    this.steps = steps;
  }

  /** An attempt of the job has begun. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void begun(Job job, int attempt) {
    if (attempt == 0) {
      steps.publishEvent(JobStep.of(job, JobStep.Kind.STARTED, attempt));
    }
  }

  /** An attempt has ended, and the job with it or not. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void ended(Job job, JobLease lease, JobStatus status, Duration delay, FailureHistory history) {
    store.endAttempt(
        job.number(),
        lease.epoch(),
        status,
        status.ended() ? null : job.connectionId(),
        delay.toMillis(),
        history.complete(),
        history.successiveComplete(),
        history.partial(),
        history.successivePartial());
    steps.publishEvent(
        JobStep.of(job, JobStep.Kind.valueOf(status.name()), lease.attempt().number()));
  }

  /**
   * Ends a job that waits, and asks for the end of one that runs.
   *
   * @return whether it had not ended
   */
  @Transactional
  boolean cancel(long id) {
    if (store.cancel(id) == 0) {
      return false;
    }
    store
        .findById(id)
        .filter(job -> job.status() == JobStatus.CANCELLED)
        .ifPresent(job -> steps.publishEvent(JobStep.of(job, JobStep.Kind.CANCELLED, null)));
    return true;
  }
}
