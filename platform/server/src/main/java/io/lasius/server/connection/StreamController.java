package io.lasius.server.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.actor.Actors;
import io.lasius.server.actor.CatalogDiscovery;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Required;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a source offers, over HTTP. */
@Controller("/api/public/v1/streams")
final class StreamController {
  private final Actors actors;
  private final CatalogDiscovery discovery;
  private final ConnectionChanges changes;

  StreamController(Actors actors, CatalogDiscovery discovery, ConnectionChanges changes) {
    this.actors = actors;
    this.discovery = discovery;
    this.changes = changes;
  }

  @Needs(Role.READER)
  @Operation(
      id = "getStreamProperties",
      summary = "Lists the streams that a source offers.",
      problems = {404, 409, 422, 503})
  @Get
  List<StreamResponse> list(
      Caller caller,
      @Form(required = true) @QueryValue @Nullable UUID sourceId,
      @QueryValue @Nullable UUID destinationId,
      @QueryValue @Nullable Boolean ignoreCache)
      throws InterruptedException {
    var source = actors.find(caller, ConnectorRole.SOURCE, Required.of("sourceId", sourceId));
    var modes = destinationId == null ? null : modes(caller, destinationId);
    return discovery.of(source, Boolean.TRUE.equals(ignoreCache)).streams().stream()
        .map(stream -> StreamResponse.of(stream, modes))
        .toList();
  }

  private Set<DestinationSyncMode> modes(Caller caller, UUID destinationId)
      throws InterruptedException {
    var destination = actors.find(caller, ConnectorRole.DESTINATION, destinationId);
    return changes.modesOf(destination);
  }

  /** On the wire; some clients read the namespace under one name, some under the other. */
  record StreamResponse(
      String streamName,
      @Nullable String streamnamespace,
      @Nullable String streamNamespace,
      @Form(words = StreamSyncMode.class) @Nullable List<String> syncModes,
      List<String> defaultCursorField,
      boolean sourceDefinedCursorField,
      List<List<String>> sourceDefinedPrimaryKey,
      List<List<String>> propertyFields) {

    static StreamResponse of(CatalogStream stream, @Nullable Set<DestinationSyncMode> modes) {
      var cursor = stream.defaultCursorField();
      var key = stream.sourceDefinedPrimaryKey();
      var fields = new ArrayList<List<String>>();
      collect(stream.jsonSchema(), List.of(), fields);
      return new StreamResponse(
          stream.name(),
          stream.namespace(),
          stream.namespace(),
          modes == null ? null : syncModes(stream, modes),
          cursor == null ? List.of() : cursor,
          stream.definesCursor(),
          key == null ? List.of() : key,
          fields);
    }

    private static List<String> syncModes(
        CatalogStream stream, Set<DestinationSyncMode> destinationModes) {
      return Arrays.stream(StreamSyncMode.values())
          .filter(mode -> stream.supportedSyncModes().contains(mode.source()))
          .filter(mode -> destinationModes.contains(mode.destination()))
          .map(StreamSyncMode::wireName)
          .toList();
    }

    /** Each field and, behind it, those inside it. */
    private static void collect(JsonNode schema, List<String> path, List<List<String>> fields) {
      for (var property : schema.path("properties").properties()) {
        var inner = new ArrayList<>(path);
        inner.add(property.getKey());
        fields.add(List.copyOf(inner));
        collect(property.getValue(), inner, fields);
      }
    }
  }
}
