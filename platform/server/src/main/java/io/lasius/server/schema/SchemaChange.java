package io.lasius.server.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as it was in a source's catalog.
 *
 * @param path of the field, with {@code items} for the entries of an array; empty where the change
 *     is of the whole stream
 * @param before what it was, in words such as {@code integer}; null where there was nothing
 * @param after what it is now; null where there is nothing any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SchemaChange(
    StreamDescriptor stream,
    Kind kind,
    List<String> path,
    @Nullable String before,
    @Nullable String after) {
  public SchemaChange {
    path = List.copyOf(path);
  }

  /** What is not as it was. */
  public enum Kind {
    STREAM_ADDED,
    STREAM_REMOVED,
    FIELD_ADDED,
    FIELD_REMOVED,
    FIELD_TYPE_CHANGED,
    /** The key that the source defines. */
    PRIMARY_KEY_CHANGED,
    /** The cursor that the source defines or suggests. */
    CURSOR_CHANGED,
    /** How the source can read the stream. */
    SYNC_MODES_CHANGED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static SchemaChange of(StreamDescriptor stream, Kind kind) {
    return new SchemaChange(stream, kind, List.of(), null, null);
  }

  /** Of a field that is there or not, or of another type. */
  static SchemaChange ofField(
      StreamDescriptor stream, List<String> path, @Nullable String before, @Nullable String after) {
    var kind =
        before == null
            ? Kind.FIELD_ADDED
            : after == null ? Kind.FIELD_REMOVED : Kind.FIELD_TYPE_CHANGED;
    return new SchemaChange(stream, kind, path, before, after);
  }

  /** Whether records hold from now on what those before did not. */
  boolean bringsData() {
    return kind == Kind.FIELD_ADDED || kind == Kind.FIELD_TYPE_CHANGED;
  }

  /** The change in a few words. */
  @Override
  public String toString() {
    var what = path.isEmpty() ? "" : " " + String.join(".", path);
    var how =
        before == null
            ? after == null ? "" : ": " + after
            : after == null ? ": was " + before : ": %s → %s".formatted(before, after);
    return "%s: %s%s%s".formatted(stream, kind.wireName().replace('_', ' '), what, how);
  }
}
