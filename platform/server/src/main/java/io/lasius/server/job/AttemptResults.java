package io.lasius.server.job;

import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.FailureReason;
import io.lasius.replication.ReplicationOutcome;
import io.lasius.replication.ReplicationReport;
import io.lasius.replication.StateCommit;
import io.lasius.replication.StreamReport;
import io.lasius.server.ServerSettings;
import io.lasius.server.actor.KnownCatalog;
import io.lasius.server.admission.ConnectionQueues;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.job.AttemptStream.AttemptStreamId;
import io.lasius.server.schema.SchemaUpdates;
import io.lasius.server.state.ConnectionStateStore;
import io.lasius.server.state.StateOrigin;
import io.lasius.server.state.StateReason;
import io.lasius.server.state.StateRetention;
import io.lasius.server.state.StateType;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt stores. Each method is one transaction, which begins with a look at the lease: a
 * server that has lost it stores nothing any more.
 */
@Singleton
public class AttemptResults {
  private final ConnectionStore connections;
  private final JobStore jobs;
  private final JobSteps steps;
  private final AttemptStore attempts;
  private final AttemptStreamStore streams;
  private final ConnectionStateStore states;
  private final StateRetention retention;
  private final Generations generations;
  private final SchemaUpdates schemas;
  private final FailingConnections failing;
  private final ConnectionQueues queues;
  private final RunningAttempts running;
  private final MemoryRoom memory;
  private final JobSignal signal;
  private final RetryPolicy policy;

  AttemptResults(
      ConnectionStore connections,
      JobStore jobs,
      JobSteps steps,
      AttemptStore attempts,
      AttemptStreamStore streams,
      ConnectionStateStore states,
      StateRetention retention,
      Generations generations,
      SchemaUpdates schemas,
      FailingConnections failing,
      ConnectionQueues queues,
      RunningAttempts running,
      MemoryRoom memory,
      JobSignal signal,
      ServerSettings settings) {
    this.connections = connections;
    this.jobs = jobs;
    this.steps = steps;
    this.attempts = attempts;
    this.streams = streams;
    this.states = states;
    this.retention = retention;
    this.generations = generations;
    this.schemas = schemas;
    this.failing = failing;
    this.queues = queues;
    this.running = running;
    this.memory = memory;
    this.signal = signal;
    this.policy = new RetryPolicy(settings.retries());
  }

  /**
   * What went wrong in the attempt before, be it of the connection's job before; nothing where
   * there was none.
   */
  public List<FailureReason> failuresBefore(JobLease lease) {
    int number = lease.attempt().number();
    var before =
        number > 0
            ? attempts.findById(new Attempt.AttemptId(lease.jobId(), number - 1))
            : attempts.lastBefore(lease.connectionId(), lease.jobId());
    return before.map(Attempt::failures).orElse(List.of());
  }

  /** Reads streams from their beginning once more. */
  @Transactional
  public void beginAgain(JobLease lease, List<StreamDescriptor> again) throws LeaseLostException {
    hold(lease);
    var origin = StateOrigin.of(StateReason.FULL_REFRESH, lease.jobId());
    for (var stream : again) {
      // Whether the data of before goes, the job's first attempt has said.
      states.beginGeneration(lease.connectionId(), stream, origin, false);
    }
  }

  /** Notes what the attempt writes the streams as. */
  @Transactional
  public Map<StreamDescriptor, StreamGeneration> generations(
      JobLease lease, Collection<StreamDescriptor> written) throws LeaseLostException {
    hold(lease);
    return generations.note(lease, written);
  }

  /** The type of the states that an attempt begins with; none where there is no state. */
  public Optional<StateType> stateType(JobLease lease) {
    return states.type(lease.connectionId());
  }

  /**
   * Makes the connection follow what its source offers, before its streams are read.
   *
   * @param destinationModes what the destination can do
   */
  @Transactional
  public SchemaUpdates.Done updateSchema(
      JobLease lease, KnownCatalog known, Set<DestinationSyncMode> destinationModes)
      throws LeaseLostException {
    var _ = connections.lock(lease.connectionId());
    hold(lease);
    var done = schemas.apply(lease.connectionId(), lease.jobId(), known, destinationModes);
    generations.begin(done.connection(), jobs.findById(lease.jobId()).orElseThrow(), done.begun());
    var counted =
        streams.ofAttempt(lease.jobId(), lease.attempt().number()).stream()
            .map(counts -> counts.id().stream())
            .toList();
    for (var stream : done.connection().synced()) {
      var key = StreamKey.of(stream.descriptor());
      if (!counted.contains(key)) {
        streams.save(
            AttemptStream.none(new AttemptStreamId(lease.jobId(), lease.attempt().number(), key)));
      }
    }
    return done;
  }

  /**
   * Stores states that the destination returned, and the records that they stand for. Each stream
   * gets one version.
   */
  @Transactional
  public void commit(JobLease lease, List<StateCommit> returned) throws LeaseLostException {
    hold(lease);
    store(lease, returned);
  }

  /** The same, in place of the state of type LEGACY of the whole sync. */
  @Transactional
  public void commitReplacingLegacy(JobLease lease, List<StateCommit> returned)
      throws LeaseLostException {
    hold(lease);
    var origin = StateOrigin.of(StateReason.SYNC, lease.jobId());
    states.forget(lease.connectionId(), StreamKey.ALL_STREAMS, origin);
    store(lease, returned);
  }

  private void store(JobLease lease, List<StateCommit> returned) {
    retention.committed(lease.connectionId());
    for (var version : CommittedState.of(returned)) {
      states.put(
          lease.connectionId(),
          version.state(),
          StateOrigin.sync(
              lease.jobId(), lease.attempt().number(), version.records(), version.bytes()));
    }
    for (var commit : returned) {
      for (var counts : commit.counts().entrySet()) {
        streams.addCommitted(
            lease.jobId(),
            lease.attempt().number(),
            StreamKey.of(counts.getKey()),
            counts.getValue().records(),
            counts.getValue().bytes());
      }
    }
  }

  /**
   * Stores how it ended, and what comes next for the job.
   *
   * @param atOnce whether a failure is none of the connectors', so that the next attempt need not
   *     wait for anything to mend
   */
  @Transactional
  public void finish(JobLease lease, ReplicationOutcome outcome, boolean atOnce)
      throws LeaseLostException {
    holdToEnd(lease);
    retention.ended(lease.connectionId());
    storeCounts(lease, outcome.report());
    switch (outcome) {
      case ReplicationOutcome.Succeeded done -> {
        failing.succeeded(lease.connectionId());
        generations.succeeded(lease);
        var job = end(lease, AttemptStatus.SUCCEEDED, JobStatus.SUCCEEDED, done.report());
        if (job.type() != JobType.CLEAR) {
          queues.syncSucceeded(lease.connectionId());
        }
      }
      case ReplicationOutcome.Cancelled done ->
          end(lease, AttemptStatus.CANCELLED, JobStatus.CANCELLED, done.report());
      case ReplicationOutcome.Failed failed ->
          fail(lease, failed.reasons(), failed.report(), atOnce);
    }
  }

  /** The server that ran it is gone; the next attempt does not wait for a mend of something. */
  @Transactional
  public void lost(JobLease lease, FailureReason reason) throws LeaseLostException {
    holdToEnd(lease);
    streams.raiseEmittedToCommitted(lease.jobId(), lease.attempt().number());
    fail(lease, List.of(reason), null, true);
  }

  private void fail(
      JobLease lease,
      List<FailureReason> reasons,
      @Nullable ReplicationReport report,
      boolean atOnce) {
    var job = jobs.lock(lease.jobId()).orElseThrow();
    var history = job.failures().plus(committedAny(lease));
    var decision = policy.after(history);
    endAttempt(job, lease, AttemptStatus.FAILED, reasons, report);
    if (job.cancelRequested()) {
      steps.ended(job, lease, JobStatus.CANCELLED, Duration.ZERO, history);
    } else if (!reasons.getFirst().retryable() || decision instanceof RetryPolicy.GiveUp) {
      steps.ended(job, lease, JobStatus.FAILED, Duration.ZERO, history);
      failing.failed(job);
    } else if (decision instanceof RetryPolicy.Retry retry) {
      steps.ended(
          job, lease, JobStatus.INCOMPLETE, atOnce ? Duration.ZERO : retry.delay(), history);
    }
    signal.jobsChanged();
  }

  private boolean committedAny(JobLease lease) {
    return streams.ofAttempt(lease.jobId(), lease.attempt().number()).stream()
        .anyMatch(stream -> stream.committedRecords() > 0);
  }

  private Job end(
      JobLease lease, AttemptStatus status, JobStatus jobStatus, ReplicationReport report) {
    var job = jobs.lock(lease.jobId()).orElseThrow();
    endAttempt(job, lease, status, List.of(), report);
    steps.ended(job, lease, jobStatus, Duration.ZERO, job.failures());
    return job;
  }

  private void endAttempt(
      Job job,
      JobLease lease,
      AttemptStatus status,
      List<FailureReason> reasons,
      @Nullable ReplicationReport report) {
    var attempt = attempts.findById(lease.attempt()).orElseThrow();
    long queued = Duration.between(job.dueAt(), attempt.startedAt()).toMillis();
    var took = running.find(lease).map(found -> found.figures().queued(queued)).orElse(null);
    attempts.update(attempt.ended(status, jobs.now(), reasons, report, took));
    memory.note(job.connectionId(), took, status);
  }

  private void storeCounts(JobLease lease, ReplicationReport report) {
    var reports = new HashMap<String, StreamReport>();
    report.streams().forEach(stream -> reports.put(StreamKey.of(stream.stream()), stream));
    var ended = new ArrayList<AttemptStream>();
    for (var stored : streams.ofAttempt(lease.jobId(), lease.attempt().number())) {
      var found = reports.get(stored.id().stream());
      if (found != null) {
        ended.add(stored.ended(found));
      }
    }
    streams.updateAll(ended);
  }

  /**
   * For a transaction that changes the job, and perhaps its connection: both locked, in the order
   * of all that lock both.
   */
  private void holdToEnd(JobLease lease) throws LeaseLostException {
    var _ = connections.lock(lease.connectionId());
    var _ = jobs.lock(lease.jobId());
    hold(lease);
  }

  private void hold(JobLease lease) throws LeaseLostException {
    if (attempts.lock(lease.jobId(), lease.attempt().number(), lease.epoch()) == 0) {
      throw new LeaseLostException(lease);
    }
  }
}
