package io.lasius.server.connection;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.actor.Actors;
import io.lasius.server.actor.CatalogDiscovery;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Required;
import io.lasius.server.tag.Tags;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connections in the form of Airbyte's configuration API. */
@Controller("/api/v1")
final class ConfigConnectionController {
  private final ConnectionStore store;
  private final ConnectionChanges changes;
  private final Actors actors;
  private final CatalogDiscovery discovery;
  private final Tags tags;

  ConfigConnectionController(
      ConnectionStore store,
      ConnectionChanges changes,
      Actors actors,
      CatalogDiscovery discovery,
      Tags tags) {
    this.store = store;
    this.changes = changes;
    this.actors = actors;
    this.discovery = discovery;
    this.tags = tags;
  }

  @Needs(value = Role.READER, reads = true)
  @Operation(id = "getConnectionOfConfiguration", summary = "Gets a connection.", problems = 404)
  @Post("/connections/get")
  ConfigConnection get(Caller caller, @Body ConnectionBody request) {
    return read(store.get(caller, request.id()));
  }

  /**
   * The same; with {@code withRefreshedCatalog}, also the streams that the source offers now and
   * the connection does not have.
   */
  @Needs(value = Role.READER, reads = true)
  @Operation(
      id = "webBackendGetConnection",
      summary = "Gets a connection, with what its source offers beyond it.",
      problems = {404, 409, 422, 503})
  @Post("/web_backend/connections/get")
  ConfigConnection getForWeb(Caller caller, @Body ConnectionBody request)
      throws InterruptedException {
    var connection = store.get(caller, request.id());
    return Boolean.TRUE.equals(request.withRefreshedCatalog())
        ? ConfigConnection.of(connection, withThoseOffered(connection), tags.of(connection.id()))
        : read(connection);
  }

  @Needs(Role.EDITOR)
  @Operation(
      id = "webBackendUpdateConnection",
      summary = "Changes a connection.",
      problems = {404, 409, 422, 503})
  @Post("/web_backend/connections/update")
  ConfigConnection update(Caller caller, @Body ConfigConnectionUpdate request)
      throws InterruptedException {
    var id = store.get(caller, Required.of("connectionId", request.connectionId())).id();
    var saved =
        changes.make(
            id,
            connection -> {
              // Before the change, since tags are stored beside the connection.
              var before = read(connection);
              var changed = changes.update(connection, request.toPublic(connection));
              caller.trail().changed(before, read(changed.connection()));
              return changed;
            });
    return read(saved.connection());
  }

  private ConfigConnection read(Connection connection) {
    return ConfigConnection.of(connection, tags.of(connection.id()));
  }

  private List<ConfigStream> withThoseOffered(Connection connection) throws InterruptedException {
    var known = connection.descriptors();
    var rules = new StreamRules(changes.modesOf(actors.get(connection.destinationId())));
    var streams = new ArrayList<ConfigStream>();
    connection.streams().forEach(stream -> streams.add(ConfigStream.chosen(stream)));
    for (var offered : discovery.of(actors.get(connection.sourceId()), true).streams()) {
      if (!known.contains(offered.descriptor())) {
        streams.add(ConfigStream.offered(offered, rules, false));
      }
    }
    return streams;
  }

  /** On the wire. */
  record ConnectionBody(@Nullable UUID connectionId, @Nullable Boolean withRefreshedCatalog) {
    UUID id() {
      return Required.of("connectionId", connectionId);
    }
  }
}
