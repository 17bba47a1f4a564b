package io.lasius.server.sync;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.ReplicationLimits;
import io.lasius.replication.ReplicationPlan;
import io.lasius.replication.mapper.StreamMapping;
import io.lasius.server.Installation;
import io.lasius.server.ServerSettings;
import io.lasius.server.actor.Actor;
import io.lasius.server.actor.Actors;
import io.lasius.server.attemptlog.AttemptLog;
import io.lasius.server.command.CommandException;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionMappings;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.RecordChecksStore;
import io.lasius.server.container.ContainerLabels;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.Connector;
import io.lasius.server.job.AttemptResults;
import io.lasius.server.job.Job;
import io.lasius.server.job.JobLease;
import io.lasius.server.job.JobType;
import io.lasius.server.job.Jobs;
import io.lasius.server.job.LeaseLostException;
import io.lasius.server.job.StreamGeneration;
import io.lasius.server.state.ConnectionStateStore;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers all that one attempt needs. */
@Singleton
final class SyncPlanner {
  private final ConnectionStore connections;
  private final ConnectionMappings mappings;
  private final ConnectionStateStore states;
  private final RecordChecksStore checks;
  private final Actors actors;
  private final Jobs jobs;
  private final AttemptResults results;
  private final Installation installation;
  private final ReplicationLimits limits;

  SyncPlanner(
      ConnectionStore connections,
      ConnectionMappings mappings,
      ConnectionStateStore states,
      RecordChecksStore checks,
      Actors actors,
      Jobs jobs,
      AttemptResults results,
      Installation installation,
      ServerSettings settings) {
    this.connections = connections;
    this.mappings = mappings;
    this.states = states;
    this.checks = checks;
    this.actors = actors;
    this.jobs = jobs;
    this.results = results;
    this.installation = installation;
    this.limits =
        new ReplicationLimits(
            // One budget: all syncs of this server share it.
            ReaderLimits.of(settings.lineBytes()),
            settings.exitLimit(),
            settings.cancelLimit(),
            settings.stalls());
  }

  /**
   * What is to be run.
   *
   * @param log learns the secrets of both sides and of the mappers
   */
  ReplicationPlan plan(JobLease lease, AttemptLog log)
      throws PlanException, LeaseLostException, InterruptedException {
    var connection = connections.findById(lease.connectionId()).orElseThrow();
    var job = jobs.find(lease.jobId()).orElseThrow();
    if (job.streamsOf(connection).isEmpty()) {
      throw PlanException.allPaused(connection);
    }
    var source = job.type() == JobType.CLEAR ? null : connector(actors.get(connection.sourceId()));
    var destination = actors.get(connection.destinationId());
    var connector = connector(destination);
    var mapped = mappings.of(connection);
    log.redactAlso(mapped.redaction());
    var catalogs =
        catalogs(lease, connection, job, mapped.byStream(), connector.supportsRefreshes());
    return new ReplicationPlan(
        source == null ? null : read(lease, connection, source, catalogs.source(), log),
        launch(
            lease,
            connector,
            ConnectorCommand.write(configuration(destination, log), text(catalogs.destination()))),
        catalogs.source(),
        catalogs.destination(),
        connection.routing(),
        connector.supportsRefreshes(),
        source == null
            ? limits
            : limits.with(limits.stalls().withPause(source.definition().pause())),
        checks.of(connection.id()),
        mapped.byStream());
  }

  private SyncCatalogs catalogs(
      JobLease lease,
      Connection connection,
      Job job,
      Map<StreamDescriptor, StreamMapping> mapped,
      boolean supportsRefreshes)
      throws PlanException, LeaseLostException {
    var streams = job.streamsOf(connection);
    if (lease.attempt().number() > 0) {
      results.beginAgain(lease, SyncCatalogs.beginAgain(streams, supportsRefreshes));
    }
    var names = streams.stream().map(ConnectionStream::descriptor).toList();
    var generations = results.generations(lease, names);
    if (!supportsRefreshes) {
      requireNothingLeft(streams, generations);
    }
    return SyncCatalogs.of(
        streams,
        connection.routing(),
        mapped,
        supportsRefreshes ? new SyncCatalogs.Generations(lease.jobId(), generations) : null);
  }

  /** Without generations, only an overwrite lets old data go. */
  private static void requireNothingLeft(
      List<ConnectionStream> streams, Map<StreamDescriptor, StreamGeneration> generations)
      throws PlanException {
    for (var stream : streams) {
      var generation = generations.get(stream.descriptor());
      if (generation != null && generation.replaces() && !stream.syncMode().replacesData()) {
        throw PlanException.notCleared(stream.descriptor());
      }
    }
  }

  private ConnectorLaunch read(
      JobLease lease,
      Connection connection,
      Connector connector,
      ConfiguredCatalog catalog,
      AttemptLog log) {
    var source = actors.get(connection.sourceId());
    return launch(
        lease,
        connector,
        ConnectorCommand.read(configuration(source, log), text(catalog), stateFile(connection)));
  }

  /** What one of its connectors is configured by, of which the log learns the secrets. */
  String configuration(Actor actor, AttemptLog log) {
    var configuration = actors.configuration(actor);
    log.redactAlso(configuration.redaction());
    return configuration.json();
  }

  private Connector connector(Actor actor) throws PlanException, InterruptedException {
    try {
      return actors.connector(actor);
    } catch (EngineException e) {
      throw PlanException.of(actor.role(), e);
    } catch (CommandException e) {
      throw PlanException.of(actor.role(), e);
    }
  }

  /** How one of its connectors is started, marked as this attempt's. */
  ConnectorLaunch launch(JobLease lease, Connector connector, ConnectorCommand command) {
    var job = Long.toString(lease.jobId());
    var attempt = Integer.toString(lease.attempt().number());
    return connector.launch(
        containerName(lease, connector.role()),
        command,
        Map.of("WORKER_JOB_ID", job, "WORKER_JOB_ATTEMPT", attempt),
        Map.of(
            ContainerLabels.INSTALLATION,
            installation.id().toString(),
            ContainerLabels.SERVER,
            installation.server().toString(),
            ContainerLabels.EPOCH,
            Long.toString(lease.epoch()),
            ContainerLabels.JOB,
            job,
            ContainerLabels.ATTEMPT,
            attempt,
            ContainerLabels.ROLE,
            connector.role().name().toLowerCase(Locale.ROOT)));
  }

  /** Without the attempt, so that the engine itself refuses a second one of the same connection. */
  String containerName(JobLease lease, ConnectorRole role) {
    return "lasius-%s-%s-%s"
        .formatted(
            installation.shortId(), lease.connectionId(), role.name().toLowerCase(Locale.ROOT));
  }

  private static String text(ConfiguredCatalog catalog) {
    return Json.write(Json.mapper().valueToTree(catalog));
  }

  private @Nullable String stateFile(Connection connection) {
    return StateFile.of(states.states(connection.id()), connection.syncedNames());
  }
}
