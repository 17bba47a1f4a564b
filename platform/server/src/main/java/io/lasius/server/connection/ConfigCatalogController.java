package io.lasius.server.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.actor.Actors;
import io.lasius.server.actor.CatalogDiscovery;
import io.lasius.server.actor.ConfigCall;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Required;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a source offers, in the form of Airbyte's configuration API. */
@Controller("/api/v1/sources/discover_schema")
final class ConfigCatalogController {
  /** No destination is named, so what is suggested is what each can do. */
  private static final StreamRules ANY_DESTINATION =
      new StreamRules(Set.of(DestinationSyncMode.APPEND, DestinationSyncMode.OVERWRITE));

  private final Actors actors;
  private final CatalogDiscovery discovery;
  private final InstantSource clock;

  ConfigCatalogController(Actors actors, CatalogDiscovery discovery, InstantSource clock) {
    this.actors = actors;
    this.discovery = discovery;
    this.clock = clock;
  }

  @Needs(value = Role.READER, reads = true)
  @Operation(
      id = "discoverSchemaForSource",
      summary = "Asks a source what it offers.",
      problems = {404, 409, 422, 503})
  @Post
  Discovered discover(Caller caller, @Body DiscoverBody request) throws InterruptedException {
    var source =
        actors.find(caller, ConnectorRole.SOURCE, Required.of("sourceId", request.sourceId()));
    var began = clock.instant();
    var catalog = discovery.of(source, Boolean.TRUE.equals(request.disableCache()));
    return new Discovered(
        id(catalog),
        new Streams(
            catalog.streams().stream()
                .map(stream -> ConfigStream.offered(stream, ANY_DESTINATION, true))
                .toList()),
        ConfigCall.answered("discover_schema", began, clock.instant()));
  }

  /** The same for as long as the source offers the same. */
  private static UUID id(Catalog catalog) {
    return UUID.nameUUIDFromBytes(Json.write(Json.mapper().valueToTree(catalog)).getBytes(UTF_8));
  }

  /** On the wire. */
  record DiscoverBody(
      @Nullable UUID sourceId, @JsonProperty("disable_cache") @Nullable Boolean disableCache) {}

  /** On the wire. */
  record Discovered(UUID catalogId, Streams catalog, ConfigCall jobInfo) {}

  /** On the wire. */
  record Streams(List<ConfigStream> streams) {}
}
