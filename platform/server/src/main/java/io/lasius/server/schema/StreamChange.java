package io.lasius.server.schema;

import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.schema.SchemaChange.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stream that is not as it was. */
sealed interface StreamChange {
  StreamDescriptor stream();

  /** What there is to tell; nothing where only what is meant for readers is another. */
  List<SchemaChange> details();

  /** One that was not there. */
  record Added(CatalogStream after) implements StreamChange {
    @Override
    public StreamDescriptor stream() {
      return after.descriptor();
    }

    @Override
    public List<SchemaChange> details() {
      return List.of(SchemaChange.of(stream(), Kind.STREAM_ADDED));
    }
  }

  /** One that is there no more. */
  record Removed(StreamDescriptor stream) implements StreamChange {
    @Override
    public List<SchemaChange> details() {
      return List.of(SchemaChange.of(stream, Kind.STREAM_REMOVED));
    }
  }

  /** One of another shape. */
  record Changed(CatalogStream before, CatalogStream after) implements StreamChange {
    @Override
    public StreamDescriptor stream() {
      return after.descriptor();
    }

    @Override
    public List<SchemaChange> details() {
      var details =
          new ArrayList<>(
              fields(SchemaFields.of(before.jsonSchema()), SchemaFields.of(after.jsonSchema())));
      add(details, Kind.PRIMARY_KEY_CHANGED, key(before), key(after));
      add(details, Kind.CURSOR_CHANGED, cursor(before), cursor(after));
      add(details, Kind.SYNC_MODES_CHANGED, modes(before), modes(after));
      return List.copyOf(details);
    }

    private List<SchemaChange> fields(
        Map<List<String>, String> old, Map<List<String>, String> present) {
      var changes = new ArrayList<SchemaChange>();
      old.forEach((path, type) -> {
        if (!type.equals(present.get(path))) {
          changes.add(SchemaChange.ofField(stream(), path, type, present.get(path)));
        }
      });
      present.forEach((path, type) -> {
        if (!old.containsKey(path)) {
          changes.add(SchemaChange.ofField(stream(), path, null, type));
        }
      });
      return changes;
    }

    private void add(
        List<SchemaChange> changes, Kind kind, @Nullable String old, @Nullable String present) {
      if (!Objects.equals(old, present)) {
        changes.add(new SchemaChange(stream(), kind, List.of(), old, present));
      }
    }

    /** The order of its fields is no part of a key. */
    private static @Nullable String key(CatalogStream stream) {
      var key = stream.sourceDefinedPrimaryKey();
      return key == null || key.isEmpty()
          ? null
          : String.join(", ", key.stream().map(path -> String.join(".", path)).sorted().toList());
    }

    private static @Nullable String cursor(CatalogStream stream) {
      var cursor = stream.defaultCursorField();
      var name = cursor == null || cursor.isEmpty() ? null : String.join(".", cursor);
      if (!stream.definesCursor()) {
        return name;
      }
      return name == null ? "the source's own" : name + " (the source's own)";
    }

    private static String modes(CatalogStream stream) {
      return String.join(
          ", ",
          new HashSet<>(stream.supportedSyncModes())
              .stream().map(mode -> mode.name().toLowerCase(Locale.ROOT)).sorted().toList());
    }
  }
}
