package io.lasius.server.schedule;

import io.lasius.server.admission.ConnectionQueues;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.ScheduleChosen;
import io.lasius.server.http.Problem;
import io.lasius.server.job.Job;
import io.lasius.server.job.Jobs;
import io.lasius.server.timing.Manual;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Plans when connections are due, and makes their jobs. Each change holds the connection's row, so
 * that of several servers one makes the job of a time.
 */
@Singleton
class Schedules {
  private final ScheduleStore store;
  private final ConnectionStore connections;
  private final Jobs jobs;
  private final ConnectionQueues queues;

  Schedules(ScheduleStore store, ConnectionStore connections, Jobs jobs, ConnectionQueues queues) {
    this.store = store;
    this.connections = connections;
    this.jobs = jobs;
    this.queues = queues;
  }

  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  @EventListener
  void scheduleChosen(ScheduleChosen event) {
    plan(event.connection(), store.now());
  }

  /**
   * Begins a connection's schedule anew.
   *
   * @throws io.lasius.server.http.ProblemException 400 if it would never be due
   */
  @Transactional
  void plan(Connection connection, Instant now) {
    var before = store.findById(connection.id());
    var timing = connection.schedule().timing();
    if (before.isEmpty() && timing instanceof Manual) {
      return;
    }
    var standing = before.orElseGet(() -> ScheduleStanding.none(connection.id(), now));
    var planned =
        connection.status() == ConnectionStatus.ACTIVE
            ? standing.planned(connection.schedule(), now)
            : standing.stopped(now);
    if (connection.status() == ConnectionStatus.ACTIVE
        && planned.nextDueAt() == null
        && !(timing instanceof Manual)) {
      throw Problem.badRequest("schedule: '%s' is never due".formatted(timing.text()))
          .asException();
    }
    if (before.isPresent()) {
      store.update(planned);
    } else {
      store.save(planned);
    }
  }

  /**
   * Does what is to be done about a connection that is due.
   *
   * @param due as it was found
   * @return the job that was made; none where nothing is to be done, or another server did it
   */
  @Transactional
  Optional<Job> fire(ScheduleStanding due, Instant now) {
    var connection = connections.lock(due.connectionId()).orElseThrow();
    var dueAt = due.nextDueAt();
    var standing = store.findById(due.connectionId()).filter(due::equals);
    if (standing.isEmpty() || dueAt == null) {
      return Optional.empty();
    }
    if (connection.status() != ConnectionStatus.ACTIVE) {
      store.update(due.stopped(now));
      return Optional.empty();
    }
    var busy = jobs.live(connection.id()).isPresent();
    return DueDecision.of(connection.schedule(), dueAt, busy, now)
        .flatMap(decision -> carryOut(decision, connection, due.decided(decision, now)));
  }

  /** Makes the job that a connection is owed after another one's sync; none where it is not. */
  @Transactional
  Optional<Job> makeOwed(UUID connectionId) {
    var connection = connections.lock(connectionId).orElseThrow();
    if (jobs.live(connectionId).isPresent()
        || !queues.settle(connectionId)
        || connection.status() != ConnectionStatus.ACTIVE) {
      return Optional.empty();
    }
    return Optional.of(jobs.create(connection));
  }

  /** The connections that {@link #makeOwed} is to be called for. */
  List<UUID> owed() {
    return queues.owed();
  }

  private Optional<Job> carryOut(
      DueDecision decision, Connection connection, ScheduleStanding decided) {
    var runFor = decision.runFor();
    if (runFor == null) {
      store.update(decided);
      return Optional.empty();
    }
    var job = jobs.create(connection);
    store.update(decided.queued(runFor, job.number()));
    return Optional.of(job);
  }

  /**
   * Plans anew what would wait too long since the clock went back.
   *
   * @param planned as it was found
   */
  @Transactional
  void clockWentBack(ScheduleStanding planned, Instant now) {
    var connection = connections.lock(planned.connectionId()).orElseThrow();
    if (store.findById(planned.connectionId()).filter(planned::equals).isPresent()
        && planned.plannedTooFarAhead(now)) {
      store.update(planned.queuedBy(now).planned(connection.schedule(), now));
    }
  }
}
