package io.lasius.server.sync;

import io.lasius.protocol.message.LogLevel;
import io.lasius.replication.ConnectorLauncher;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.replication.Replication;
import io.lasius.replication.ReplicationOutcome;
import io.lasius.replication.ReplicationReport;
import io.lasius.server.Installation;
import io.lasius.server.ServerSettings;
import io.lasius.server.actor.Actors;
import io.lasius.server.attemptlog.AttemptLog;
import io.lasius.server.attemptlog.AttemptLogs;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.container.ConnectorContainer;
import io.lasius.server.container.ContainerLabels;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.EngineException;
import io.lasius.server.job.AttemptPhase;
import io.lasius.server.job.AttemptResults;
import io.lasius.server.job.JobLease;
import io.lasius.server.job.LeaseLostException;
import io.lasius.server.job.MemoryRoom;
import io.lasius.server.job.RunningAttempt;
import io.lasius.server.secret.Redaction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one attempt from its plan to its outcome. */
@Singleton
public final class SyncJob {
  private static final Logger log = LoggerFactory.getLogger(SyncJob.class);
  private static final Duration STORE_AGAIN_AFTER = Duration.ofSeconds(1);

  private final SyncPlanner planner;
  private final AttemptCheck check;
  private final SchemaCheck schema;
  private final CountCheck counts;
  private final ConnectionStore connections;
  private final Actors actors;
  private final AttemptResults results;
  private final MemoryRoom memory;
  private final AttemptLogs logs;
  private final DockerEngine engine;
  private final ConnectorLauncher launcher;
  private final Installation installation;
  private final InstantSource clock;
  private final Duration lease;

  SyncJob(
      SyncPlanner planner,
      AttemptCheck check,
      SchemaCheck schema,
      CountCheck counts,
      ConnectionStore connections,
      Actors actors,
      AttemptResults results,
      MemoryRoom memory,
      AttemptLogs logs,
      DockerEngine engine,
      ConnectorLauncher launcher,
      Installation installation,
      InstantSource clock,
      ServerSettings settings) {
    this.planner = planner;
    this.check = check;
    this.schema = schema;
    this.counts = counts;
    this.connections = connections;
    this.actors = actors;
    this.results = results;
    this.memory = memory;
    this.logs = logs;
    this.engine = engine;
    this.launcher = launcher;
    this.installation = installation;
    this.clock = clock;
    this.lease = settings.lease();
  }

  /** Runs it, and stores how it ended. No container of it is left when this returns. */
  public void run(RunningAttempt attempt) throws InterruptedException {
    var connection = connections.findById(attempt.lease().connectionId()).orElseThrow();
    log.info("Attempt begins: connection={}", connection.id());
    try {
      runLogged(attempt, connection);
    } catch (LeaseLostException e) {
      log.warn("Attempt ended, its job belongs to another server", e);
    }
  }

  private void runLogged(RunningAttempt attempt, Connection connection)
      throws LeaseLostException, InterruptedException {
    var id = attempt.lease().attempt();
    try (var attemptLog = logs.open(id.jobId(), id.number(), Redaction.NONE)) {
      var plain = outcome(attempt, connection, attemptLog);
      var outcome = redacted(plain, attemptLog.redaction());
      tell(outcome, attemptLog);
      store(attempt, outcome, attempt.aborted() != null);
    } catch (IOException e) {
      log.error("Attempt's log cannot be written", e);
      store(attempt, failed(connection, PlatformFailure.ofLog(e)), false);
    }
  }

  /**
   * Stores how it ended. A database that is away is asked again, for as long as a lease lasts: else
   * nobody would know the outcome, and the job would wait for the lease's end.
   */
  private void store(RunningAttempt attempt, ReplicationOutcome outcome, boolean atOnce)
      throws LeaseLostException, InterruptedException {
    var deadline = System.nanoTime() + lease.toNanos();
    while (true) {
      try {
        results.finish(attempt.lease(), outcome, atOnce);
        return;
      } catch (RuntimeException e) {
        // What a database that is away throws has no type of its own.
        if (System.nanoTime() > deadline) {
          throw e;
        }
        log.warn("Attempt's outcome is not stored yet", e);
        Thread.sleep(STORE_AGAIN_AFTER);
      }
    }
  }

  private ReplicationOutcome outcome(
      RunningAttempt attempt, Connection connection, AttemptLog attemptLog)
      throws LeaseLostException, InterruptedException {
    try {
      removeLeftovers(attempt.lease());
      requireRoom(connection);
      attempt.enter(AttemptPhase.CHECKING);
      check.run(attempt, connection, attemptLog);
      attempt.enter(AttemptPhase.DISCOVERING);
      schema.run(attempt, connection, attemptLog);
      attempt.enter(AttemptPhase.STARTING);
      var outcome = replicate(attempt, connection, attemptLog);
      return counts.run(attempt, connection, outcome, attemptLog);
    } catch (PlanException e) {
      return failed(connection, e.reason());
    } catch (EngineException e) {
      return failed(
          connection, FailureReason.now(FailureOrigin.PLATFORM, e.type(), e.getMessage(), ""));
    } catch (InterruptedException e) {
      return endedEarly(attempt, connection, e);
    } catch (RuntimeException e) {
      // Would it not be stored, its job would hang and then tell of a server that was lost.
      return broken(attempt, connection, PlatformFailure.of(e), e);
    } catch (OutOfMemoryError e) {
      // What the attempt held is free again; the others go on.
      return broken(attempt, connection, PlatformFailure.ofMemory(), e);
    }
  }

  private void requireRoom(Connection connection) throws PlanException {
    var excess = memory.excess(connection.id());
    if (excess.isPresent()) {
      throw PlanException.tooLarge(excess.get());
    }
  }

  private ReplicationOutcome replicate(
      RunningAttempt attempt, Connection connection, AttemptLog attemptLog)
      throws PlanException, LeaseLostException, InterruptedException {
    var plan = planner.plan(attempt.lease(), attemptLog);
    var id = attempt.lease().attempt();
    try (var rejected = logs.rejected(id.jobId(), id.number())) {
      var events = new SyncEvents(attempt, connection, results, actors, attemptLog, rejected);
      var replication = new Replication(plan, launcher, events, clock);
      attempt.begin(replication);
      return replication.run();
    } catch (IOException e) {
      throw new UncheckedIOException("what is set aside does not reach the disk", e);
    }
  }

  private static ReplicationOutcome broken(
      RunningAttempt attempt, Connection connection, FailureReason reason, Throwable cause) {
    log.error("Attempt failed in the platform", cause);
    var aborted = attempt.aborted();
    return new ReplicationOutcome.Failed(
        report(attempt, connection), List.of(aborted == null ? reason : aborted));
  }

  private static ReplicationOutcome endedEarly(
      RunningAttempt attempt, Connection connection, InterruptedException interrupt)
      throws InterruptedException {
    var aborted = attempt.aborted();
    if (aborted != null) {
      return new ReplicationOutcome.Failed(report(attempt, connection), List.of(aborted));
    }
    if (attempt.cancelled()) {
      return new ReplicationOutcome.Cancelled(report(attempt, connection));
    }
    throw interrupt;
  }

  private static ReplicationReport report(RunningAttempt attempt, Connection connection) {
    return attempt.report().orElseGet(() -> ReplicationReport.none(connection.syncedNames()));
  }

  /** Containers of this connection that an earlier attempt could not remove. */
  private void removeLeftovers(JobLease lease) throws EngineException {
    var names =
        Set.of(
            planner.containerName(lease, ConnectorRole.SOURCE),
            planner.containerName(lease, ConnectorRole.DESTINATION));
    engine.removeLeftovers(
        installation.id().toString(),
        container -> names.contains(container.name()) && isOlder(container, lease));
  }

  private static boolean isOlder(ConnectorContainer container, JobLease lease) {
    var job = Long.parseLong(container.labels().getOrDefault(ContainerLabels.JOB, "0"));
    var epoch = Long.parseLong(container.labels().getOrDefault(ContainerLabels.EPOCH, "0"));
    return job < lease.jobId() || (job == lease.jobId() && epoch < lease.epoch());
  }

  private static ReplicationOutcome failed(Connection connection, FailureReason reason) {
    return new ReplicationOutcome.Failed(
        ReplicationReport.none(connection.syncedNames()), List.of(reason));
  }

  /** A connector's last words may hold what its configurations, old and new, hide. */
  private static ReplicationOutcome redacted(ReplicationOutcome outcome, Redaction redaction) {
    return switch (outcome) {
      case ReplicationOutcome.Succeeded _, ReplicationOutcome.Cancelled _ -> outcome;
      case ReplicationOutcome.Failed(var report, var reasons) ->
          new ReplicationOutcome.Failed(
              report, reasons.stream().map(reason -> reason.reworded(redaction::apply)).toList());
    };
  }

  private static void tell(ReplicationOutcome outcome, AttemptLog attemptLog) {
    var report = outcome.report();
    if (outcome instanceof ReplicationOutcome.Failed failed) {
      for (var reason : failed.reasons()) {
        attemptLog.write(
            AttemptLog.PLATFORM, LogLevel.ERROR, reason.message() + "\n" + reason.detail(), null);
      }
    }
    attemptLog.write(
        AttemptLog.PLATFORM,
        LogLevel.INFO,
        "the attempt ended: %s; %d records emitted, %d committed"
            .formatted(
                outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                report.emitted().records(),
                report.committed().records()),
        null);
    log.info(
        "Attempt ended: outcome={} emitted={} committed={}",
        outcome.getClass().getSimpleName(),
        report.emitted().records(),
        report.committed().records());
  }
}
