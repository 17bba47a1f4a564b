package io.lasius.server.schema;

import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.actor.KnownCatalog;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionDisabled;
import io.lasius.server.connection.ConnectionMappings;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.SchemaPolicy;
import io.lasius.server.connection.StreamRules;
import io.lasius.server.connection.StreamsChosen;
import io.lasius.server.state.ConnectionStateStore;
import io.lasius.server.state.StateOrigin;
import io.lasius.server.state.StateReason;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Makes connections follow what their sources offer, as far as each is to. */
@Singleton
public class SchemaUpdates {
  private final ConnectionStore connections;
  private final ConnectionStateStore states;
  private final SchemaComparisonStore comparisons;
  private final NotedChangeStore noted;
  private final ConnectionMappings mappings;
  private final ApplicationEventPublisher<SchemaChanged> schemaChanged;
  private final ApplicationEventPublisher<ConnectionDisabled> disabled;
  private final InstantSource clock;

  SchemaUpdates(
      ConnectionStore connections,
      ConnectionStateStore states,
      SchemaComparisonStore comparisons,
      NotedChangeStore noted,
      ConnectionMappings mappings,
      ApplicationEventPublisher<SchemaChanged> schemaChanged,
      ApplicationEventPublisher<ConnectionDisabled> disabled,
      InstantSource clock) {
    this.connections = connections;
    this.states = states;
    this.comparisons = comparisons;
    this.noted = noted;
    this.mappings = mappings;
    this.schemaChanged = schemaChanged;
    this.disabled = disabled;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param connection as it is from now on
   * @param changes those that were not there at the last look
   * @param begun streams that are synced from now on, and have to be read from their beginning
   */
  public record Done(
      Connection connection, List<HandledChange> changes, List<StreamDescriptor> begun) {
    public Done {
      changes = List.copyOf(changes);
      begun = List.copyOf(begun);
    }
  }

  /** When the catalog was discovered that the connection was compared with last. */
  public Optional<Instant> comparedWith(UUID connectionId) {
    return comparisons.findById(connectionId).map(SchemaComparison::catalogAt);
  }

  /** When the source could not be discovered; none where nothing was wrong since. */
  public Optional<Instant> failedAt(UUID connectionId) {
    return comparisons.findById(connectionId).map(SchemaComparison::failedAt);
  }

  /**
   * Notes that somebody chose the connection's streams from a catalog: nothing is open any more.
   */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  @EventListener
  void streamsChosen(StreamsChosen event) {
    var chosen = SchemaComparison.of(event.connectionId(), event.from());
    put(comparisons.findById(event.connectionId()), chosen);
  }

  /** Notes why the source could not be discovered. */
  @Transactional
  public void discoverFailed(UUID connectionId, String failure) {
    connections
        .lock(connectionId)
        .filter(connection -> connection.status() != ConnectionStatus.DEPRECATED)
        .flatMap(connection -> comparisons.findById(connection.id()))
        .ifPresent(known -> comparisons.update(known.failed(clock.instant(), failure)));
  }

  /**
   * Compares the connection with a catalog, and does what its policy says. The job is the only one
   * of the connection; what is begun is for the caller to begin. Nothing is done with one that was
   * deleted.
   *
   * @param destinationModes what the destination can do
   */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  public Done apply(
      UUID connectionId,
      long jobId,
      KnownCatalog known,
      Set<DestinationSyncMode> destinationModes) {
    var connection = connections.lock(connectionId).orElseThrow();
    if (connection.status() == ConnectionStatus.DEPRECATED) {
      return new Done(connection, List.of(), List.of());
    }
    var before = comparisons.findById(connectionId);
    var result =
        SchemaUpdate.of(
            connection,
            before.map(comparison -> Set.copyOf(comparison.knownStreams())).orElse(null),
            known.catalog(),
            breaches(connection, destinationModes),
            stream -> states.place(connectionId, stream));
    var told = new HashSet<>(before.map(SchemaComparison::openChanges).orElse(List.of()));
    var fresh = result.changes().stream().filter(change -> !told.contains(change)).toList();
    var changed = changed(connection, result, fresh);
    if (!changed.equals(connection)) {
      mappings.put(changed, Map.of());
      connections.update(changed);
    }
    for (var stream : result.anew()) {
      states.beginGeneration(
          connectionId, stream, StateOrigin.of(StateReason.REFRESH, jobId), false);
    }
    var now = clock.instant();
    fresh.forEach(change -> noted.save(new NotedChange(null, connectionId, jobId, now, change)));
    put(before, SchemaComparison.of(connectionId, known, result.open()));
    if (!fresh.isEmpty()) {
      schemaChanged.publishEvent(new SchemaChanged(connectionId, jobId, fresh));
    }
    if (changed.status() != connection.status()) {
      disabled.publishEvent(new ConnectionDisabled(changed, jobId));
    }
    return new Done(changed, fresh, result.begun());
  }

  /** Where the connection does not follow, its selections and mappers still fit what it has. */
  private StreamBreaches breaches(
      Connection connection, Set<DestinationSyncMode> destinationModes) {
    return new StreamBreaches(
        new StreamRules(destinationModes),
        connection.schemaPolicy().propagates()
            ? mappings.rules(connection)
            : UnaryOperator.identity());
  }

  private static Connection changed(
      Connection connection, SchemaUpdate.Result result, List<HandledChange> fresh) {
    var followed = connection.with(result.streams());
    return connection.schemaPolicy() == SchemaPolicy.DISABLE_CONNECTION
            && connection.status() == ConnectionStatus.ACTIVE
            && !fresh.isEmpty()
        ? followed.with(
            ConnectionStatus.INACTIVE,
            "the source's schema changed: " + String.join("; ", texts(fresh)))
        : followed;
  }

  private static List<String> texts(List<HandledChange> changes) {
    return changes.stream().map(change -> change.change().toString()).toList();
  }

  private void put(Optional<SchemaComparison> before, SchemaComparison now) {
    if (before.isPresent()) {
      comparisons.update(before.get().then(now));
    } else {
      comparisons.save(now);
    }
  }
}
