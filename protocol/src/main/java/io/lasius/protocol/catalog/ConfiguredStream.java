package io.lasius.protocol.catalog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a connection syncs, and how.
 *
 * @param cursorField path of the cursor; needed for an incremental read without a source-defined
 *     one
 * @param primaryKey paths of the fields that make the key; needed to deduplicate
 * @param generationId number of the stream's present generation; null where the destination does
 *     not support refreshes
 * @param minimumGenerationId data of older generations is dropped at success; 0 drops nothing
 * @param syncId number of the job
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfiguredStream(
    CatalogStream stream,
    @JsonProperty("sync_mode") SyncMode syncMode,
    @JsonProperty("destination_sync_mode") DestinationSyncMode destinationSyncMode,
    @JsonProperty("cursor_field") @Nullable List<String> cursorField,
    @JsonProperty("primary_key") @Nullable List<List<String>> primaryKey,
    @JsonProperty("generation_id") @Nullable Long generationId,
    @JsonProperty("minimum_generation_id") @Nullable Long minimumGenerationId,
    @JsonProperty("sync_id") @Nullable Long syncId,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
  public ConfiguredStream {
    if (stream == null || syncMode == null || destinationSyncMode == null) {
      throw new IllegalArgumentException(
          "a configured stream needs stream, sync_mode and destination_sync_mode");
    }
    cursorField = cursorField == null ? null : List.copyOf(cursorField);
    primaryKey = primaryKey == null ? null : Paths.copyOf(primaryKey);
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  /** A stream with the cursor and the key that its source suggests, and without generations. */
  public static ConfiguredStream of(
      CatalogStream stream, SyncMode syncMode, DestinationSyncMode destinationSyncMode) {
    return new ConfiguredStream(
        stream,
        syncMode,
        destinationSyncMode,
        stream.defaultCursorField(),
        stream.sourceDefinedPrimaryKey(),
        null,
        null,
        null,
        Map.of());
  }

  /** The same, read as far as its source can tell what is new. */
  public static ConfiguredStream of(CatalogStream stream, DestinationSyncMode destinationSyncMode) {
    return of(stream, stream.suggestedMode(), destinationSyncMode);
  }

  @JsonIgnore
  public StreamDescriptor descriptor() {
    return stream.descriptor();
  }

  /** The same with the numbers that a destination with refresh support gets. */
  public ConfiguredStream withGeneration(long generation, long minimumGeneration, long sync) {
    return new ConfiguredStream(
        stream,
        syncMode,
        destinationSyncMode,
        cursorField,
        primaryKey,
        generation,
        minimumGeneration,
        sync,
        additionalProperties);
  }
}
