package io.lasius.server.connection;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.mapper.FieldSelection;
import io.lasius.replication.mapper.StreamMapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a connection syncs.
 *
 * @param stream as it was discovered
 * @param cursorField as the user gave it; null for the source's own or default
 * @param primaryKey as the user gave it; null for the source's own
 * @param selection the fields that are selected; null for all
 * @param mappers in the form of the API, with references in place of secrets
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionStream(
    CatalogStream stream,
    StreamSyncMode syncMode,
    @Nullable List<String> cursorField,
    @Nullable List<List<String>> primaryKey,
    @Nullable FieldSelection selection,
    List<ObjectNode> mappers) {
  public ConnectionStream {
    cursorField = cursorField == null ? null : List.copyOf(cursorField);
    primaryKey = primaryKey == null ? null : primaryKey.stream().map(List::copyOf).toList();
    mappers = mappers == null ? List.of() : List.copyOf(mappers);
  }

  /** A stream of which all passes as it is. */
  public ConnectionStream(
      CatalogStream stream,
      StreamSyncMode syncMode,
      @Nullable List<String> cursorField,
      @Nullable List<List<String>> primaryKey) {
    this(stream, syncMode, cursorField, primaryKey, null, List.of());
  }

  @JsonIgnore
  public StreamDescriptor descriptor() {
    return stream.descriptor();
  }

  /** The same in another mode. */
  public ConnectionStream in(StreamSyncMode mode) {
    return new ConnectionStream(stream, mode, cursorField, primaryKey, selection, mappers);
  }

  /** The same with other mappers. */
  ConnectionStream with(List<ObjectNode> otherMappers) {
    return new ConnectionStream(stream, syncMode, cursorField, primaryKey, selection, otherMappers);
  }

  /** The cursor that is read by; null where there is none. */
  public @Nullable List<String> effectiveCursor() {
    return cursorField == null ? stream.defaultCursorField() : cursorField;
  }

  /** The key that records are told apart by; null where there is none. */
  public @Nullable List<List<String>> effectiveKey() {
    return primaryKey == null ? stream.sourceDefinedPrimaryKey() : primaryKey;
  }

  /** The stream before anything is selected or mapped, in the mode of its destination. */
  ConfiguredStream whole() {
    return configured(stream, syncMode.destination());
  }

  /** The stream as a source gets it, which need not read what is not selected. */
  public ConfiguredStream forSource() {
    return new StreamMapping(selection, List.of())
        .toDestination(configured(stream, syncMode.destinationForSource()));
  }

  /**
   * The stream as a destination gets it.
   *
   * @param name the name that it has there
   * @param mapping what becomes of its fields
   */
  public ConfiguredStream forDestination(
      StreamDescriptor name, boolean supportsRefreshes, StreamMapping mapping) {
    var mapped =
        mapping.toDestination(configured(stream, syncMode.destinationWith(supportsRefreshes)));
    return new ConfiguredStream(
        named(mapped.stream(), name),
        mapped.syncMode(),
        mapped.destinationSyncMode(),
        mapped.cursorField(),
        mapped.primaryKey(),
        null,
        null,
        null,
        Map.of());
  }

  private static CatalogStream named(CatalogStream stream, StreamDescriptor name) {
    return new CatalogStream(
        name.name(),
        name.namespace(),
        stream.jsonSchema(),
        stream.supportedSyncModes(),
        stream.sourceDefinedCursor(),
        stream.defaultCursorField(),
        stream.sourceDefinedPrimaryKey(),
        stream.resumable(),
        stream.fileBased(),
        stream.additionalProperties());
  }

  private ConfiguredStream configured(CatalogStream described, DestinationSyncMode destination) {
    return new ConfiguredStream(
        described,
        syncMode.source(),
        destination,
        effectiveCursor(),
        effectiveKey(),
        null,
        null,
        null,
        Map.of());
  }
}
