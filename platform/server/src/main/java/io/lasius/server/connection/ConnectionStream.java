package io.lasius.server.connection;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a connection syncs.
 *
 * @param stream as it was discovered
 * @param cursorField as the user gave it; null for the source's own or default
 * @param primaryKey as the user gave it; null for the source's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionStream(
    CatalogStream stream,
    StreamSyncMode syncMode,
    @Nullable List<String> cursorField,
    @Nullable List<List<String>> primaryKey) {
  public ConnectionStream {
    cursorField = cursorField == null ? null : List.copyOf(cursorField);
    primaryKey = primaryKey == null ? null : primaryKey.stream().map(List::copyOf).toList();
  }

  @JsonIgnore
  public StreamDescriptor descriptor() {
    return stream.descriptor();
  }

  /** The same in another mode. */
  ConnectionStream in(StreamSyncMode mode) {
    return new ConnectionStream(stream, mode, cursorField, primaryKey);
  }

  /** The cursor that is read by; null where there is none. */
  public @Nullable List<String> effectiveCursor() {
    return cursorField == null ? stream.defaultCursorField() : cursorField;
  }

  /** The key that records are told apart by; null where there is none. */
  public @Nullable List<List<String>> effectiveKey() {
    return primaryKey == null ? stream.sourceDefinedPrimaryKey() : primaryKey;
  }

  /** The stream as a source gets it. */
  public ConfiguredStream forSource() {
    return configured(stream, syncMode.destinationForSource());
  }

  /** The stream as a destination gets it, under the name that it has there. */
  public ConfiguredStream forDestination(StreamDescriptor name, boolean supportsRefreshes) {
    var renamed =
        new CatalogStream(
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
    return configured(renamed, syncMode.destinationWith(supportsRefreshes));
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
