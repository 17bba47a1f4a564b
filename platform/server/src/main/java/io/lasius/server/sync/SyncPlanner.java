package io.lasius.server.sync;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.RecordChecks;
import io.lasius.replication.ReplicationLimits;
import io.lasius.replication.ReplicationPlan;
import io.lasius.replication.mapper.StreamMapping;
import io.lasius.server.Installation;
import io.lasius.server.ServerSettings;
import io.lasius.server.actor.Actor;
import io.lasius.server.actor.Actors;
import io.lasius.server.command.CommandException;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionMappings;
import io.lasius.server.connection.ConnectionStateStore;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.container.ContainerLabels;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.Connector;
import io.lasius.server.job.AttemptResults;
import io.lasius.server.job.JobLease;
import io.lasius.server.job.LeaseLostException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers all that one attempt needs. */
@Singleton
final class SyncPlanner {
  private final ConnectionStore connections;
  private final ConnectionMappings mappings;
  private final ConnectionStateStore states;
  private final Actors actors;
  private final AttemptResults results;
  private final Installation installation;
  private final ReplicationLimits limits;

  SyncPlanner(
      ConnectionStore connections,
      ConnectionMappings mappings,
      ConnectionStateStore states,
      Actors actors,
      AttemptResults results,
      Installation installation,
      ServerSettings settings) {
    this.connections = connections;
    this.mappings = mappings;
    this.states = states;
    this.actors = actors;
    this.results = results;
    this.installation = installation;
    this.limits =
        new ReplicationLimits(
            // One budget: all syncs of this server share it.
            ReaderLimits.defaults(),
            ReplicationLimits.DEFAULT_EXIT,
            settings.finishLimit(),
            settings.cancelLimit(),
            settings.sourceSilenceLimit(),
            settings.destinationStallLimit());
  }

  /** What is to be run. */
  ReplicationPlan plan(JobLease lease)
      throws PlanException, LeaseLostException, InterruptedException {
    var connection = connections.findById(lease.connectionId()).orElseThrow();
    var source = actors.get(connection.sourceId());
    var destination = actors.get(connection.destinationId());
    var sourceConnector = connector(source);
    var destinationConnector = connector(destination);
    if (lease.attempt().number() > 0) {
      results.beginAgain(
          lease, streamsToBeginAgain(connection, destinationConnector.supportsRefreshes()));
    }
    var routing = connection.routing();
    var refreshes = destinationConnector.supportsRefreshes();
    var mapped = mappings.of(connection);
    var sourceCatalog = catalog(connection, lease, refreshes, ConnectionStream::forSource);
    var destinationCatalog =
        catalog(
            connection,
            lease,
            refreshes,
            stream ->
                stream.forDestination(
                    routing.toDestination(stream.descriptor()),
                    refreshes,
                    mapped.getOrDefault(stream.descriptor(), StreamMapping.NONE)));
    return new ReplicationPlan(
        launch(
            lease,
            sourceConnector,
            ConnectorCommand.read(
                actors.configuration(source), text(sourceCatalog), stateFile(connection))),
        launch(
            lease,
            destinationConnector,
            ConnectorCommand.write(actors.configuration(destination), text(destinationCatalog))),
        sourceCatalog,
        destinationCatalog,
        routing,
        refreshes,
        limits,
        RecordChecks.NONE,
        mapped);
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

  /** A full refresh that failed begins again, unless both ends can go on where it stopped. */
  private static List<StreamDescriptor> streamsToBeginAgain(
      Connection connection, boolean supportsRefreshes) {
    return connection.streams().stream()
        .filter(stream -> stream.syncMode().source() == SyncMode.FULL_REFRESH)
        .filter(stream -> !(supportsRefreshes && stream.stream().canResume()))
        .map(ConnectionStream::descriptor)
        .toList();
  }

  private ConfiguredCatalog catalog(
      Connection connection,
      JobLease lease,
      boolean supportsRefreshes,
      Function<ConnectionStream, ConfiguredStream> configured) {
    var streams = new ArrayList<ConfiguredStream>();
    for (var stream : connection.streams()) {
      var plain = configured.apply(stream);
      streams.add(supportsRefreshes ? withGeneration(connection, lease, stream, plain) : plain);
    }
    return ConfiguredCatalog.of(streams);
  }

  private ConfiguredStream withGeneration(
      Connection connection, JobLease lease, ConnectionStream stream, ConfiguredStream plain) {
    var generation = states.generation(connection.id(), stream.descriptor());
    var minimum = stream.syncMode().replacesData() ? generation : 0;
    return plain.withGeneration(generation, minimum, lease.jobId());
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
    return StateFile.of(states.states(connection.id()), connection.descriptors());
  }
}
