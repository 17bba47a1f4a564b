package io.lasius.server.job;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.server.admission.ConnectionQueues;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.job.Attempt.AttemptId;
import io.lasius.server.job.AttemptStream.AttemptStreamId;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Which server runs which job: claims, leases, and what becomes of a dead server's jobs. */
@Singleton
public class JobClaims {
  private final JobStore jobs;
  private final JobSteps steps;
  private final AttemptStore attempts;
  private final AttemptStreamStore streams;
  private final ConnectionStore connections;
  private final AttemptResults results;
  private final JobTurns turns;
  private final ConnectionQueues queues;

  JobClaims(
      JobStore jobs,
      JobSteps steps,
      AttemptStore attempts,
      AttemptStreamStore streams,
      ConnectionStore connections,
      AttemptResults results,
      JobTurns turns,
      ConnectionQueues queues) {
    this.jobs = jobs;
    this.steps = steps;
    this.attempts = attempts;
    this.streams = streams;
    this.connections = connections;
    this.results = results;
    this.turns = turns;
    this.queues = queues;
  }

  /**
   * Takes the job whose turn it is, and begins its next attempt.
   *
   * @param engine the engine that the attempt's containers will be on
   */
  @Transactional
  public Optional<JobLease> claim(UUID server, String engine, Duration lease) {
    return turns.next().map(job -> begin(job, server, engine, lease));
  }

  private JobLease begin(Job job, UUID server, String engine, Duration lease) {
    jobs.lease(job.number(), server, lease.toMillis());
    var epoch = job.leaseEpoch() + 1;
    var id = new AttemptId(job.number(), attempts.count(job.number()));
    attempts.save(Attempt.begun(id, epoch, engine, jobs.now()));
    if (id.number() == 0 && job.type() != JobType.CLEAR) {
      // It reads what the sync before it wrote: none is owed behind it.
      queues.settle(job.connectionId());
    }
    for (var stream : job.streamsOf(connection(job))) {
      var key = StreamKey.of(stream.descriptor());
      streams.save(AttemptStream.none(new AttemptStreamId(id.jobId(), id.number(), key)));
    }
    steps.begun(job, id.number());
    return new JobLease(id, job.connectionId(), epoch);
  }

  private Connection connection(Job job) {
    return connections
        .findById(job.connectionId())
        .orElseThrow(() -> new IllegalStateException("a job's connection is gone"));
  }

  /**
   * Takes a job from a server that is dead. From then on nothing that the dead server still stores
   * counts; its containers are to be removed before {@link #endAbandoned(JobLease)}.
   */
  @Transactional
  public Optional<JobLease> takeOver(UUID server, String engine, Duration lease) {
    return jobs.lockAbandoned(engine).map(job -> take(job, server, lease));
  }

  private JobLease take(Job job, UUID server, Duration lease) {
    jobs.lease(job.number(), server, lease.toMillis());
    var epoch = job.leaseEpoch() + 1;
    attempts.takeOver(job.number(), epoch);
    var last = attempts.lastOfJob(job.number()).orElseThrow();
    return new JobLease(last.id(), job.connectionId(), epoch);
  }

  /**
   * Takes a job that no server runs, whatever engine its containers are on: whoever asks for that
   * answers for them.
   *
   * @return none where a server runs it, or it has ended
   */
  @Transactional
  public Optional<JobLease> takeAbandoned(long jobId, UUID server, Duration lease) {
    return jobs.lockAbandoned(jobId).map(job -> take(job, server, lease));
  }

  /** Gives a job that was taken over back to whoever can clean up after it. */
  @Transactional
  public void letGo(JobLease lease) {
    jobs.letGo(lease.jobId(), lease.epoch());
  }

  /** Whether nothing of a job can run any more. */
  public boolean hasEnded(long jobId) {
    return jobs.findById(jobId).map(job -> job.status().ended()).orElse(true);
  }

  /**
   * Ends the attempt of a dead server, after its containers are gone; the next may follow.
   *
   * @throws LeaseLostException if this server took so long that another one has taken it
   */
  public void endAbandoned(JobLease lease) throws LeaseLostException {
    results.lost(lease, serverLost());
  }

  /**
   * Says that this server lives and still runs a job.
   *
   * @return whether the job is still this server's
   */
  @Transactional
  public boolean renew(JobLease lease, Duration length) {
    return jobs.renew(lease.jobId(), lease.epoch(), length.toMillis()) == 1;
  }

  /** Whether somebody asked for the job's end, perhaps through another server. */
  public boolean cancelRequested(JobLease lease) {
    return jobs.findById(lease.jobId()).map(Job::cancelRequested).orElse(false);
  }

  /**
   * Takes every server for dead: right where nobody else can have the database open. Its engine may
   * have been made anew meanwhile, or be another one; nobody but this server could ever take the
   * jobs over.
   */
  @Transactional
  public void voidLeases() {
    jobs.voidLeases();
    attempts.forgetEngines();
  }

  /** The time by the clock that jobs are due by. */
  public Instant now() {
    return jobs.now();
  }

  /**
   * How long until the next waiting job is due; none where no job waits for a time.
   *
   * @param after what was due by then has been looked at, and waits for something else
   */
  public Optional<Duration> untilDue(Instant after) {
    return jobs.nextDue(after).map(due -> between(jobs.now(), due));
  }

  private static Duration between(Instant now, Instant due) {
    return due.isBefore(now) ? Duration.ZERO : Duration.between(now, due);
  }

  private static FailureReason serverLost() {
    return FailureReason.now(
        FailureOrigin.PLATFORM,
        FailureType.TRANSIENT_ERROR,
        "the server that ran this attempt was stopped or lost",
        "");
  }
}
