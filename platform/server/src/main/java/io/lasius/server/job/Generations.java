package io.lasius.server.job;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.http.Problem;
import io.lasius.server.state.ConnectionStateStore;
import io.lasius.server.state.StateOrigin;
import io.lasius.server.state.StateReason;
import io.lasius.server.state.StateType;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which streams a job begins anew, and which of their data is to go then. */
@Singleton
class Generations {
  private final GenerationStore store;
  private final ConnectionStateStore states;

  Generations(GenerationStore store, ConnectionStateStore states) {
    this.store = store;
    this.states = states;
  }

  /**
   * What becomes of a stream's data.
   *
   * @param begins whether it is read from its beginning, or not at all
   * @param replaces whether the data of before goes when that is done
   */
  record Fate(boolean begins, boolean replaces) {}

  /** What a job would do to the streams that it is about. */
  Map<ConnectionStream, Fate> fates(Connection connection, Job job) {
    var notCleared = Set.copyOf(store.notCleared(connection.id()));
    var fates = new LinkedHashMap<ConnectionStream, Fate>();
    for (var stream : job.streamsOf(connection)) {
      boolean listed = job.streams().contains(stream.descriptor());
      // What a failed clear left is no part of what is read from now on.
      boolean cleared = notCleared.contains(StreamKey.of(stream.descriptor()));
      boolean begins = stream.syncMode().source() == SyncMode.FULL_REFRESH || listed || cleared;
      boolean replaces =
          stream.syncMode().replacesData()
              || cleared
              || (listed && job.type() == JobType.REFRESH_TRUNCATE);
      fates.put(stream, new Fate(begins, replaces));
    }
    return fates;
  }

  /** Begins the streams of a new job, in the transaction that makes it. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void begin(Connection connection, Job job) {
    var begun = new LinkedHashMap<StreamDescriptor, Fate>();
    fates(connection, job)
        .forEach((stream, fate) -> {
          if (fate.begins()) {
            begun.put(stream.descriptor(), fate);
          }
        });
    if (begun.keySet().containsAll(connection.descriptors())) {
      // No stream goes on from where it was: what they share goes, too.
      states.forget(
          connection.id(), StreamKey.ALL_STREAMS, StateOrigin.of(reason(job), job.number()));
    } else if (job.type() != JobType.SYNC) {
      refuseShared(connection);
    }
    begun.forEach((stream, fate) -> begin(connection, job, stream, fate));
  }

  /** Begins streams that the connection has got since the job was made. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void begin(Connection connection, Job job, Collection<StreamDescriptor> added) {
    fates(connection, job)
        .forEach((stream, fate) -> {
          if (added.contains(stream.descriptor())) {
            begin(connection, job, stream.descriptor(), fate);
          }
        });
  }

  /** A state that does not tell the streams apart cannot be taken from some of them. */
  private void refuseShared(Connection connection) {
    if (states.type(connection.id()).equals(Optional.of(StateType.LEGACY))) {
      throw Problem.stateConflict(
              "the source of '%s' keeps one state for all of its streams, so none can begin anew alone: leave out the streams, and all do"
                  .formatted(connection.name()))
          .asException();
    }
  }

  private void begin(Connection connection, Job job, StreamDescriptor stream, Fate fate) {
    boolean goes = fate.replaces() || job.type() == JobType.CLEAR;
    states.beginGeneration(
        connection.id(), stream, StateOrigin.of(reason(job), job.number()), goes);
    var key = StreamKey.of(stream);
    if (fate.replaces()) {
      store.setReplacing(connection.id(), key, job.number());
    }
    if (job.type() == JobType.CLEAR) {
      store.setClearing(connection.id(), key, job.number());
    }
  }

  private static StateReason reason(Job job) {
    return switch (job.type()) {
      case SYNC -> StateReason.FULL_REFRESH;
      case REFRESH_MERGE, REFRESH_TRUNCATE -> StateReason.REFRESH;
      case CLEAR -> StateReason.CLEAR;
    };
  }

  /** What the attempt writes the streams as; noted, so that it can be told later what is where. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  Map<StreamDescriptor, StreamGeneration> note(
      JobLease lease, Collection<StreamDescriptor> streams) {
    var replacing = Set.copyOf(store.replacing(lease.connectionId(), lease.jobId()));
    var generations = new LinkedHashMap<StreamDescriptor, StreamGeneration>();
    for (var stream : streams) {
      var key = StreamKey.of(stream);
      var generation =
          new StreamGeneration(
              states.generation(lease.connectionId(), stream), replacing.contains(key));
      store.note(
          lease.jobId(), lease.attempt().number(), key, generation.number(), generation.replaces());
      generations.put(stream, generation);
    }
    return generations;
  }

  /** The job did what it was to do. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void succeeded(JobLease lease) {
    store.setReplaced(lease.connectionId(), lease.jobId());
  }
}
