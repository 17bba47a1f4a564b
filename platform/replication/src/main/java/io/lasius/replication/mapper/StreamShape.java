package io.lasius.replication.mapper;

import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.SyncMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stream's fields, cursor and key while selection and mappers change them, one after the other. A
 * path that is gone is null.
 */
final class StreamShape {
  private final ConfiguredStream source;
  private final FieldSchema schema;
  private final boolean needsCursor;
  private final boolean needsKey;
  private @Nullable List<String> cursor;
  private @Nullable List<String> defaultCursor;
  private @Nullable List<List<String>> key;
  private @Nullable List<List<String>> sourceKey;

  StreamShape(ConfiguredStream source) {
    CatalogStream stream = source.stream();
    this.source = source;
    this.schema = new FieldSchema(stream.jsonSchema());
    this.cursor = source.cursorField();
    this.defaultCursor = stream.defaultCursorField();
    this.key = source.primaryKey();
    this.sourceKey = stream.sourceDefinedPrimaryKey();
    this.needsCursor = source.syncMode() == SyncMode.INCREMENTAL;
    this.needsKey =
        source.destinationSyncMode() != DestinationSyncMode.APPEND
            && source.destinationSyncMode() != DestinationSyncMode.OVERWRITE;
  }

  Set<String> fields() {
    return schema.names();
  }

  void select(FieldTree selected) {
    for (List<String> path : neededPaths()) {
      if (schema.has(path.getFirst()) && !selected.covers(path)) {
        throw new InvalidMappingException(
            "stream %s needs field '%s' as its %s, so it must be selected"
                .formatted(name(), String.join(".", path), useOf(path)));
      }
    }
    List<String> missing = schema.select(selected);
    if (!missing.isEmpty()) {
      throw unknown(String.join(".", missing));
    }
    change(path -> selected.covers(path) || !known(path) ? path : null);
  }

  private boolean known(List<String> path) {
    return source.stream().jsonSchema().path("properties").has(path.getFirst());
  }

  /** Fails unless there is such a field. */
  void require(String field) {
    if (!schema.has(field)) {
      throw unknown(field);
    }
  }

  void remove(String field) {
    require(field);
    refuseNeeded(field, neededPaths(), "leaves it out");
    schema.remove(field);
    change(path -> path.getFirst().equals(field) ? null : path);
  }

  void rename(String field, String newName) {
    requireFree(field, newName);
    schema.rename(field, newName);
    change(path -> renamed(path, field, newName));
  }

  /** The same value gives the same text, but their order is lost. */
  void hash(String field, String newName) {
    requireFree(field, newName);
    refuseNeeded(field, neededCursor(), "would lose its order by hashing");
    refuseNeeded(
        field,
        neededKey().stream().filter(path -> path.size() > 1).toList(),
        "would lose the fields in it by hashing");
    schema.retype(field, newName);
    change(path ->
        path.size() > 1 && path.getFirst().equals(field) ? null : renamed(path, field, newName));
  }

  /** The same value gives another text each time. */
  void encrypt(String field, String newName) {
    requireFree(field, newName);
    refuseNeeded(field, neededPaths(), "would be another value each time by encryption");
    schema.retype(field, newName);
    change(path -> path.getFirst().equals(field) ? null : path);
  }

  private static List<String> renamed(List<String> path, String field, String newName) {
    if (!path.getFirst().equals(field)) {
      return path;
    }
    var changed = new ArrayList<>(path);
    changed.set(0, newName);
    return changed;
  }

  private void requireFree(String field, String newName) {
    require(field);
    if (!newName.equals(field) && schema.has(newName)) {
      throw new InvalidMappingException(
          "field '%s' of stream %s cannot be named '%s': there is a field of that name"
              .formatted(field, name(), newName));
    }
  }

  private void refuseNeeded(String field, List<List<String>> needed, String why) {
    for (List<String> path : needed) {
      if (path.getFirst().equals(field)) {
        throw new InvalidMappingException(
            "field '%s' of stream %s is its %s, and a mapper %s"
                .formatted(field, name(), useOf(path), why));
      }
    }
  }

  private List<List<String>> neededPaths() {
    var paths = new ArrayList<List<String>>(neededKey());
    paths.addAll(neededCursor());
    return paths;
  }

  private List<List<String>> neededKey() {
    List<List<String>> used = key == null || key.isEmpty() ? sourceKey : key;
    return needsKey && used != null ? nonEmpty(used) : List.of();
  }

  private List<List<String>> neededCursor() {
    List<String> used = cursor == null || cursor.isEmpty() ? defaultCursor : cursor;
    return needsCursor && used != null ? nonEmpty(List.of(used)) : List.of();
  }

  private static List<List<String>> nonEmpty(List<List<String>> paths) {
    return paths.stream().filter(path -> !path.isEmpty()).toList();
  }

  private String useOf(List<String> path) {
    return neededKey().contains(path) ? "primary key" : "cursor";
  }

  private String name() {
    return source.descriptor().toString();
  }

  private InvalidMappingException unknown(String field) {
    return new InvalidMappingException(
        "stream %s has no field '%s' for a selection or mapper".formatted(name(), field));
  }

  private interface PathChange {
    /** The path afterwards; null if it is gone. */
    @Nullable List<String> apply(List<String> path);
  }

  private void change(PathChange change) {
    UnaryOperator<@Nullable List<List<String>>> all =
        paths -> {
          if (paths == null) {
            return null;
          }
          List<@Nullable List<String>> changed = new ArrayList<>();
          for (List<String> path : paths) {
            changed.add(path.isEmpty() ? path : change.apply(path));
          }
          // A part of a key is none.
          return changed.contains(null)
              ? null
              : changed.stream().map(Objects::requireNonNull).toList();
        };
    key = all.apply(key);
    sourceKey = all.apply(sourceKey);
    cursor = cursor == null || cursor.isEmpty() ? cursor : change.apply(cursor);
    defaultCursor =
        defaultCursor == null || defaultCursor.isEmpty()
            ? defaultCursor
            : change.apply(defaultCursor);
  }

  ConfiguredStream toDestination() {
    CatalogStream stream = source.stream();
    var mapped =
        new CatalogStream(
            stream.name(),
            stream.namespace(),
            schema.json(),
            stream.supportedSyncModes(),
            stream.sourceDefinedCursor(),
            defaultCursor,
            sourceKey,
            stream.resumable(),
            stream.fileBased(),
            stream.additionalProperties());
    return new ConfiguredStream(
        mapped,
        source.syncMode(),
        source.destinationSyncMode(),
        cursor,
        key,
        source.generationId(),
        source.minimumGenerationId(),
        source.syncId(),
        source.additionalProperties());
  }
}
