package io.lasius.server.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.NamespaceDefinition;
import io.lasius.server.access.Caller;
import io.lasius.server.actor.Actor;
import io.lasius.server.actor.ActorDeleted;
import io.lasius.server.actor.Actors;
import io.lasius.server.actor.CatalogDiscovery;
import io.lasius.server.command.CommandException;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.Connector;
import io.lasius.server.definition.ConnectorProblems;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.tag.Tags;
import io.lasius.server.timing.Schedule;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes connections. What could not be synced is not stored. */
@Singleton
class ConnectionChanges {
  private static final int MAX_NAME = 256;
  private static final int MOST_TRIES = 5;

  private final ConnectionStore store;
  private final Actors actors;
  private final CatalogDiscovery discovery;
  private final Tags tags;
  private final ConnectionWarnings warnings;
  private final ConnectionMappings mappings;
  private final ApplicationEventPublisher<StreamsChanging> streamsChanging;
  private final ApplicationEventPublisher<StreamsChosen> streamsChosen;
  private final ApplicationEventPublisher<ScheduleChosen> scheduleChosen;
  private final ApplicationEventPublisher<ConnectionEnded> ended;
  private final InstantSource clock;

  ConnectionChanges(
      ConnectionStore store,
      Actors actors,
      CatalogDiscovery discovery,
      Tags tags,
      ConnectionWarnings warnings,
      ConnectionMappings mappings,
      ApplicationEventPublisher<StreamsChanging> streamsChanging,
      ApplicationEventPublisher<StreamsChosen> streamsChosen,
      ApplicationEventPublisher<ScheduleChosen> scheduleChosen,
      ApplicationEventPublisher<ConnectionEnded> ended,
      InstantSource clock) {
    this.store = store;
    this.actors = actors;
    this.discovery = discovery;
    this.tags = tags;
    this.warnings = warnings;
    this.mappings = mappings;
    this.streamsChanging = streamsChanging;
    this.streamsChosen = streamsChosen;
    this.scheduleChosen = scheduleChosen;
    this.ended = ended;
    this.clock = clock;
  }

  /**
   * Makes one.
   *
   * @param caller who must hold the endpoint's role where source and destination are
   */
  SavedConnection create(Caller caller, ConnectionRequest request) throws InterruptedException {
    var source =
        actors.find(caller, ConnectorRole.SOURCE, Required.of("sourceId", request.sourceId()));
    var destination =
        actors.find(
            caller,
            ConnectorRole.DESTINATION,
            Required.of("destinationId", request.destinationId()));
    if (!source.workspaceId().equals(destination.workspaceId())) {
      throw Problem.badRequest("source and destination are in different workspaces").asException();
    }
    var wishes = request.wishes();
    var writer = connector(destination);
    var streams = select(source, writer, wishes == null ? List.of() : wishes, List.of());
    var split = mappings.split(source.workspaceId(), streams, null);
    var connection =
        new Connection(
            UUID.randomUUID(),
            source.workspaceId(),
            source.id(),
            destination.id(),
            request.name() == null
                ? source.name() + " → " + destination.name()
                : Required.text("name", request.name(), MAX_NAME),
            or(request.connectionStatus(), ConnectionStatus.ACTIVE),
            or(request.namespace(), NamespaceDefinition.DESTINATION),
            request.namespaceFormat(),
            or(request.prefix(), ""),
            split.streams(),
            clock.instant(),
            or(request.schemaPolicy(), SchemaPolicy.IGNORE),
            Boolean.TRUE.equals(request.backfill()),
            null,
            request.scheduleOr(Schedule.MANUAL));
    var chosen = new Chosen(split.secrets(), discovery.of(source, false), request.tagIds());
    return warnings.on(insert(DestinationNames.checked(connection), chosen), writer, List.of());
  }

  /** One change of a connection as it was read. */
  interface Change {
    SavedConnection of(Connection connection) throws InterruptedException, StaleConnectionException;
  }

  /**
   * Makes a change of a connection as it is stored. What somebody else changes meanwhile is not
   * lost: the change is made anew, of that.
   *
   * @throws io.lasius.server.http.ProblemException 404 if there is no such connection; 409 if it
   *     changes all the time; what the change throws
   */
  SavedConnection make(UUID id, Change change) throws InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      try {
        return change.of(store.get(id));
      } catch (StaleConnectionException _) {
        // It is read again.
      }
    }
    throw Problem.tryAgainLater("the connection is being changed by others all the time")
        .asException();
  }

  /**
   * Changes what a request tells, and nothing else: an empty list of streams, which typed clients
   * send where they were told none, tells nothing.
   *
   * @param connection as it was read
   * @throws StaleConnectionException if somebody has changed it since
   */
  SavedConnection update(Connection connection, ConnectionRequest request)
      throws InterruptedException, StaleConnectionException {
    var wishes = request.wishes();
    if (wishes == null || wishes.isEmpty()) {
      var same = changed(connection, request, connection.streams());
      return warnings.on(
          replace(connection, same, new Chosen(Map.of(), null, request.tagIds())), null, List.of());
    }
    var source = actors.get(connection.sourceId());
    var writer = connector(actors.get(connection.destinationId()));
    var streams = select(source, writer, wishes, connection.streams());
    var split = mappings.split(connection.workspaceId(), streams, connection);
    var chosen = new Chosen(split.secrets(), discovery.of(source, false), request.tagIds());
    var changed = changed(connection, request, split.streams());
    return warnings.on(
        replace(connection, changed, chosen), writer, connection.readOtherwiseIn(changed));
  }

  /**
   * Makes the connection's streams as the source offers them now, whatever its policy says: none is
   * paused any more, and those that are gone go. New ones are for whoever wants them to choose.
   */
  SavedConnection accept(Connection connection)
      throws InterruptedException, StaleConnectionException {
    var writer = connector(actors.get(connection.destinationId()));
    var offered = discovery.of(actors.get(connection.sourceId()), false);
    var rules = new StreamRules(DestinationModes.of(writer.specification()));
    var mapped = mappings.rules(connection);
    var streams = new ArrayList<ConnectionStream>();
    for (var stream : connection.streams()) {
      offered.streams().stream()
          .filter(now -> now.descriptor().equals(stream.descriptor()))
          .findFirst()
          .ifPresent(now -> streams.add(mapped.apply(rules.checked(stream.accept(now)))));
    }
    if (streams.isEmpty()) {
      throw Problem.badRequest("the source offers none of the connection's streams any more")
          .asException();
    }
    var accepted = DestinationNames.checked(connection.with(streams));
    var anew = connection.readOtherwiseIn(accepted);
    return warnings.on(
        replace(connection, accepted, new Chosen(Map.of(), offered, null)), writer, anew);
  }

  private static Connection changed(
      Connection connection, ConnectionRequest request, List<ConnectionStream> streams) {
    var changed =
        new Connection(
            connection.id(),
            connection.workspaceId(),
            connection.sourceId(),
            connection.destinationId(),
            request.name() == null
                ? connection.name()
                : Required.text("name", request.name(), MAX_NAME),
            or(request.connectionStatus(), connection.status()),
            or(request.namespace(), connection.namespaceDefinition()),
            or(request.namespaceFormat(), connection.namespaceFormat()),
            or(request.prefix(), connection.prefix()),
            streams,
            connection.createdAt(),
            or(request.schemaPolicy(), connection.schemaPolicy()),
            request.backfill() == null ? connection.backfill() : request.backfill(),
            request.connectionStatus() == null ? connection.statusReason() : null,
            request.scheduleOr(connection.schedule()));
    return DestinationNames.checked(changed);
  }

  /**
   * What is stored beside a connection.
   *
   * @param secrets that its streams newly refer to
   * @param from what its streams were chosen from; null where they stay as they were
   * @param tags null where they stay as they were
   */
  record Chosen(Map<UUID, JsonNode> secrets, @Nullable Catalog from, @Nullable List<UUID> tags) {
    /** Shows no value. */
    @Override
    public String toString() {
      return "Chosen";
    }
  }

  @Transactional
  Connection insert(Connection connection, Chosen chosen) {
    actors.lock(connection.sourceId(), connection.destinationId());
    var stored = store.save(connection);
    put(stored, chosen);
    scheduleChosen.publishEvent(new ScheduleChosen(stored));
    return stored;
  }

  private void put(Connection connection, Chosen chosen) {
    mappings.put(connection, chosen.secrets());
    if (chosen.tags() != null) {
      tags.put(connection.id(), connection.workspaceId(), chosen.tags());
    }
    if (chosen.from() != null) {
      streamsChosen.publishEvent(new StreamsChosen(connection.id(), chosen.from()));
    }
  }

  /**
   * A sync that is under way has begun its streams by the modes and names of before; an attempt by
   * others would resume where it must begin anew.
   *
   * @param read what the change was made of
   */
  @Transactional
  Connection replace(Connection read, Connection changed, Chosen chosen)
      throws StaleConnectionException {
    var before = store.lock(changed.id()).orElseThrow();
    if (!before.equals(read)) {
      throw new StaleConnectionException();
    }
    if (!before.streams().equals(changed.streams()) || !before.namesAsIn(changed)) {
      streamsChanging.publishEvent(
          new StreamsChanging(changed.id(), before.readOtherwiseIn(changed)));
    }
    put(changed, chosen);
    return exchange(before, changed);
  }

  private Connection exchange(Connection before, Connection changed) {
    if (!before.schedule().equals(changed.schedule()) || before.status() != changed.status()) {
      scheduleChosen.publishEvent(new ScheduleChosen(changed));
    }
    var stored = store.update(changed);
    if (before.status() == ConnectionStatus.ACTIVE && changed.status() != ConnectionStatus.ACTIVE) {
      ended.publishEvent(new ConnectionEnded(changed.id()));
    }
    return stored;
  }

  /**
   * Deletes one. Its job ends.
   *
   * @param connection as it was read
   * @throws StaleConnectionException if somebody has changed it since
   */
  SavedConnection delete(Connection connection) throws StaleConnectionException {
    var chosen = new Chosen(Map.of(), null, null);
    return new SavedConnection(replace(connection, deleted(connection), chosen), List.of());
  }

  /** What goes with a source or destination. */
  @EventListener
  @Transactional
  void actorDeleted(ActorDeleted event) {
    for (var using : store.using(event.id())) {
      var connection = store.lock(using.id()).orElseThrow();
      exchange(connection, deleted(connection));
    }
  }

  private static Connection deleted(Connection connection) {
    return connection.with(ConnectionStatus.DEPRECATED, null);
  }

  private static <T extends @Nullable Object> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private List<ConnectionStream> select(
      Actor source,
      Connector writer,
      List<StreamSelection.Wish> wishes,
      List<ConnectionStream> before)
      throws InterruptedException {
    return new StreamSelection(
            discovery.of(source, false),
            new StreamRules(DestinationModes.of(writer.specification())),
            before)
        .select(wishes);
  }

  /** What the destination can do, by its specification. */
  Set<DestinationSyncMode> modesOf(Actor destination) throws InterruptedException {
    return DestinationModes.of(connector(destination).specification());
  }

  /** A connector of a connection, ready to run. */
  Connector connector(Actor actor) throws InterruptedException {
    try {
      return actors.connector(actor);
    } catch (CommandException e) {
      throw ConnectorProblems.of(e);
    } catch (EngineException e) {
      throw ConnectorProblems.of(e);
    }
  }
}
