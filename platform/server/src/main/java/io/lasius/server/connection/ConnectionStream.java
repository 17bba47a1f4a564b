package io.lasius.server.connection;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.replication.mapper.FieldSelection;
import io.lasius.replication.mapper.StreamMapping;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a connection syncs.
 *
 * @param stream as it was discovered
 * @param cursorField as the user gave it; null for the source's own or default
 * @param primaryKey as the user gave it; null for the source's own
 * @param selection the fields that are selected; null for all
 * @param mappers in the form of the API, with references in place of secrets
 * @param paused why it is not synced for now: the source changed it so that it cannot be synced as
 *     it is configured; null where it is synced
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionStream(
    CatalogStream stream,
    StreamSyncMode syncMode,
    @Nullable List<String> cursorField,
    @Nullable List<List<String>> primaryKey,
    @Nullable FieldSelection selection,
    List<ObjectNode> mappers,
    @Nullable String paused) {
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
    this(stream, syncMode, cursorField, primaryKey, null, List.of(), null);
  }

  @JsonIgnore
  public StreamDescriptor descriptor() {
    return stream.descriptor();
  }

  /** The same in another mode. */
  public ConnectionStream in(StreamSyncMode mode) {
    return new ConnectionStream(stream, mode, cursorField, primaryKey, selection, mappers, paused);
  }

  /** The same with other mappers. */
  ConnectionStream with(List<ObjectNode> otherMappers) {
    return new ConnectionStream(
        stream, syncMode, cursorField, primaryKey, selection, otherMappers, paused);
  }

  /** The same, not synced for now. */
  public ConnectionStream paused(String reason) {
    return new ConnectionStream(
        stream, syncMode, cursorField, primaryKey, selection, mappers, reason);
  }

  /** The same, synced from now on. */
  public ConnectionStream resumed() {
    return new ConnectionStream(
        stream, syncMode, cursorField, primaryKey, selection, mappers, null);
  }

  /**
   * The same as its source describes it now, and synced. It is read by the cursor of before, and
   * its records are told apart by the key of before, unless the source has its own. What is gone
   * and not needed is left out; where fields are selected, new ones are, too.
   */
  public ConnectionStream follow(CatalogStream now) {
    return new ConnectionStream(
        now, syncMode, cursorFor(now), keyFor(now), selectionFor(now), mappers, null);
  }

  /** The same as its source describes it now, read by the source's own cursor where it has one. */
  ConnectionStream accept(CatalogStream now) {
    var cursor = now.definesCursor() ? null : cursorFor(now);
    return new ConnectionStream(
        now, syncMode, cursor, keyFor(now), selectionFor(now), mappers, null);
  }

  private @Nullable List<String> cursorFor(CatalogStream now) {
    if (syncMode.source() != SyncMode.INCREMENTAL) {
      return cursorField != null && StreamRules.hasField(now, cursorField) ? cursorField : null;
    }
    if (now.definesCursor()) {
      return Objects.equals(cursorField, now.defaultCursorField()) ? null : cursorField;
    }
    var cursor = effectiveCursor();
    return Objects.equals(cursor, now.defaultCursorField()) ? cursorField : cursor;
  }

  private @Nullable List<List<String>> keyFor(CatalogStream now) {
    var own = now.sourceDefinedPrimaryKey();
    if (own != null && !own.isEmpty()) {
      return null;
    }
    if (syncMode.needsPrimaryKey()) {
      return effectiveKey();
    }
    return primaryKey != null
            && primaryKey.stream().allMatch(path -> StreamRules.hasField(now, path))
        ? primaryKey
        : null;
  }

  private @Nullable FieldSelection selectionFor(CatalogStream now) {
    if (selection == null) {
      return null;
    }
    var paths = new LinkedHashSet<List<String>>();
    selection.paths().stream().filter(path -> StreamRules.hasField(now, path)).forEach(paths::add);
    for (var property : now.jsonSchema().path("properties").properties()) {
      if (!stream.jsonSchema().path("properties").has(property.getKey())) {
        paths.add(List.of(property.getKey()));
      }
    }
    return paths.isEmpty() ? selection : new FieldSelection(List.copyOf(paths));
  }

  /** Whether it goes on from the states of another. */
  boolean readAs(ConnectionStream other) {
    return syncMode.source() == other.syncMode.source()
        && (syncMode.source() == SyncMode.FULL_REFRESH
            || Objects.equals(effectiveCursor(), other.effectiveCursor()));
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
