package io.lasius.protocol.catalog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream on offer.
 *
 * @param jsonSchema JSON Schema (draft-07) of a record's data
 * @param supportedSyncModes at least one
 * @param sourceDefinedCursor whether the source chooses the cursor itself
 * @param defaultCursorField path of the cursor to use where none is given
 * @param sourceDefinedPrimaryKey paths of the fields that make the key
 * @param resumable whether a full refresh can go on from a state
 * @param additionalProperties what the protocol does not know, as it came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CatalogStream(
    String name,
    @Nullable String namespace,
    @JsonProperty("json_schema") ObjectNode jsonSchema,
    @JsonProperty("supported_sync_modes") List<SyncMode> supportedSyncModes,
    @JsonProperty("source_defined_cursor") @Nullable Boolean sourceDefinedCursor,
    @JsonProperty("default_cursor_field") @Nullable List<String> defaultCursorField,
    @JsonProperty("source_defined_primary_key")
        @Nullable List<List<String>> sourceDefinedPrimaryKey,
    @JsonProperty("is_resumable") @Nullable Boolean resumable,
    @JsonProperty("is_file_based") @Nullable Boolean fileBased,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
  public CatalogStream {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a stream of the catalog has no name");
    }
    if (jsonSchema == null) {
      throw new IllegalArgumentException("stream " + name + " has no json_schema");
    }
    supportedSyncModes =
        supportedSyncModes == null || supportedSyncModes.isEmpty()
            ? List.of(SyncMode.FULL_REFRESH)
            : List.copyOf(supportedSyncModes);
    defaultCursorField = defaultCursorField == null ? null : List.copyOf(defaultCursorField);
    sourceDefinedPrimaryKey =
        sourceDefinedPrimaryKey == null ? null : Paths.copyOf(sourceDefinedPrimaryKey);
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  /** A stream that is read from its beginning each time. */
  public static CatalogStream of(String name, ObjectNode jsonSchema) {
    return new CatalogStream(
        name,
        null,
        jsonSchema,
        List.of(SyncMode.FULL_REFRESH),
        null,
        null,
        null,
        null,
        null,
        Map.of());
  }

  /**
   * The same of a source that can go on from each state it wrote: incrementally, with a cursor of
   * its own choice, and after a failure also in a full refresh.
   *
   * @param cursor path of the field that serves as the cursor; empty where it is no field
   */
  public CatalogStream incremental(String... cursor) {
    return new CatalogStream(
        name,
        namespace,
        jsonSchema,
        List.of(SyncMode.FULL_REFRESH, SyncMode.INCREMENTAL),
        true,
        cursor.length == 0 ? null : List.of(cursor),
        sourceDefinedPrimaryKey,
        true,
        fileBased,
        additionalProperties);
  }

  /** The same with a primary key, of fields at the top of a record. */
  public CatalogStream withPrimaryKey(String... fields) {
    return new CatalogStream(
        name,
        namespace,
        jsonSchema,
        supportedSyncModes,
        sourceDefinedCursor,
        defaultCursorField,
        Arrays.stream(fields).map(List::of).toList(),
        resumable,
        fileBased,
        additionalProperties);
  }

  @JsonIgnore
  public StreamDescriptor descriptor() {
    return new StreamDescriptor(name, namespace);
  }

  /** Incremental where the source reads so by a cursor that nobody need choose; else in full. */
  @JsonIgnore
  public SyncMode suggestedMode() {
    boolean hasCursor =
        definesCursor() || (defaultCursorField != null && !defaultCursorField.isEmpty());
    return hasCursor && supportedSyncModes.contains(SyncMode.INCREMENTAL)
        ? SyncMode.INCREMENTAL
        : SyncMode.FULL_REFRESH;
  }

  /** Whether the source says that it chooses the cursor; absent counts as no. */
  @JsonIgnore
  public boolean definesCursor() {
    return Boolean.TRUE.equals(sourceDefinedCursor);
  }

  /** Whether the source says that a full refresh can resume; absent counts as no. */
  @JsonIgnore
  public boolean canResume() {
    return Boolean.TRUE.equals(resumable);
  }
}
