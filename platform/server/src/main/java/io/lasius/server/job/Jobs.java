package io.lasius.server.job;

import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionEnded;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.StreamsChanging;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import io.lasius.server.job.IdempotencyKeys.KeyedRequest;
import io.lasius.server.state.StatesChanging;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and cancels jobs. */
@Singleton
public class Jobs {
  private final JobStore store;
  private final JobCreation creation;
  private final IdempotencyKeys keys;
  private final JobSteps steps;
  private final RunningAttempts running;
  private final JobSignal signal;

  Jobs(
      JobStore store,
      JobCreation creation,
      IdempotencyKeys keys,
      JobSteps steps,
      RunningAttempts running,
      JobSignal signal) {
    this.store = store;
    this.creation = creation;
    this.keys = keys;
    this.steps = steps;
    this.running = running;
    this.signal = signal;
  }

  /**
   * Asks for a sync; it may begin at once.
   *
   * @throws io.lasius.server.http.ProblemException 409 while another one runs, or if the connection
   *     is not active
   */
  public Job create(Connection connection) {
    return create(connection, JobWork.SYNC);
  }

  /**
   * Asks for something to be done; it may begin at once.
   *
   * @throws io.lasius.server.http.ProblemException 409 while another one runs, or if the connection
   *     is not active, or if it cannot be done to some streams alone
   */
  public Job create(Connection connection, JobWork work) {
    return create(connection, work, null);
  }

  /**
   * The same.
   *
   * @param request that may be sent again, and then gets the job that it made; null for none
   */
  Job create(Connection connection, JobWork work, @Nullable KeyedRequest request) {
    var made = madeBy(request);
    if (made.isPresent()) {
      return made.get();
    }
    try {
      refuseSecond(connection.id());
      var job = creation.create(connection.id(), work, request);
      signal.jobsChanged();
      return job;
    } catch (ProblemException | DataAccessException e) {
      // Another request may have made one between the two looks, and this one sent twice, too.
      var meanwhile = madeBy(request);
      if (meanwhile.isPresent()) {
        return meanwhile.get();
      }
      refuseSecond(connection.id());
      throw e;
    }
  }

  private Optional<Job> madeBy(@Nullable KeyedRequest request) {
    return request == null ? Optional.empty() : keys.madeBy(request);
  }

  private void refuseSecond(UUID connectionId) {
    store
        .findLive(connectionId)
        .ifPresent(live -> {
          throw Problem.tryAgainLater(
                  "A sync is already running for: %s (job %d)"
                      .formatted(connectionId, live.number()))
              .asException();
        });
  }

  /** The job of that number. */
  public Optional<Job> find(long id) {
    return store.findById(id);
  }

  /**
   * The job that a request names.
   *
   * @throws io.lasius.server.http.ProblemException 404 if there is none
   */
  Job get(long id) {
    return find(id).orElseThrow(() -> Problem.notFound("job", id).asException());
  }

  /** The job of a connection that has not ended. */
  public Optional<Job> live(UUID connectionId) {
    return store.findLive(connectionId);
  }

  /** The jobs that have not ended. */
  public List<Job> live() {
    return store.live();
  }

  /**
   * Asks for a job's end. One that waits is cancelled at once; one that runs keeps what it
   * committed and ends soon.
   *
   * @throws io.lasius.server.http.ProblemException 404, or 409 if it has ended
   */
  public void cancel(long id) {
    if (!steps.cancel(id)) {
      var status = find(id).map(Job::status);
      throw (status.isEmpty()
              ? Problem.notFound("job", id)
              : Problem.stateConflict(
                  "Job is not currently running: job %d is %s".formatted(id, status.get())))
          .asException();
    }
    running.find(id).ifPresent(RunningAttempt::cancel);
  }

  @EventListener
  void streamsChanging(StreamsChanging event) {
    store
        .findLive(event.connectionId())
        .ifPresent(live -> {
          throw Problem.stateConflict(
                  "job %d of this connection is under way; its streams and their names can be changed once the job has ended or is cancelled"
                      .formatted(live.number()))
              .asException();
        });
  }

  @EventListener
  void statesChanging(StatesChanging event) {
    store
        .findLive(event.connectionId())
        .ifPresent(live -> {
          throw Problem.stateConflict(
                  "job %d of this connection is under way; its states can be set once the job has ended or is cancelled"
                      .formatted(live.number()))
              .asException();
        });
  }

  /** No sync goes on for a connection that nobody has any more, or that is not to be synced. */
  @EventListener
  void connectionEnded(ConnectionEnded event) {
    store
        .findLive(event.id())
        .map(Job::number)
        .filter(steps::cancel)
        .flatMap(running::find)
        .ifPresent(RunningAttempt::cancel);
  }

  /** The one transaction that makes a job. */
  @Singleton
  static class JobCreation {
    private final JobStore store;
    private final ConnectionStore connections;
    private final Generations generations;
    private final IdempotencyKeys keys;

    JobCreation(
        JobStore store,
        ConnectionStore connections,
        Generations generations,
        IdempotencyKeys keys) {
      this.keys = keys;
      this.store = store;
      this.connections = connections;
      this.generations = generations;
    }

    /** What begins anew begins with the job, or not at all. */
    @Transactional
    Job create(UUID connectionId, JobWork work, @Nullable KeyedRequest request) {
      var connection = connections.lock(connectionId).orElseThrow();
      if (connection.status() != ConnectionStatus.ACTIVE) {
        throw Problem.stateConflict(
                "the connection '%s' is not active".formatted(connection.name()))
            .asException();
      }
      var job = store.save(Job.of(connectionId, work, store.now()));
      generations.begin(connection, job);
      if (request != null) {
        keys.keep(request, job);
      }
      return job;
    }
  }
}
