package io.lasius.server.connection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.replication.NamespaceDefinition;
import io.lasius.replication.mapper.FieldSelection;
import io.lasius.replication.mapper.InvalidMappingException;
import io.lasius.server.http.Form;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.timing.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection on its way in. What is absent stays as it is, or is the default of a new one. */
record ConnectionRequest(
    @Nullable UUID sourceId,
    @Nullable UUID destinationId,
    @Nullable String name,
    @Nullable Configurations configurations,
    @Nullable ScheduleWire schedule,
    @Form(oneOf = {"source", "destination", "custom_format"}) @Nullable String namespaceDefinition,
    @Form(maxLength = 256) @Nullable String namespaceFormat,
    @Form(maxLength = 256) @Nullable String prefix,
    @Form(words = SchemaPolicy.class) @Nullable String nonBreakingSchemaUpdatesBehavior,
    @Form(oneOf = {"enabled", "disabled"}) @Nullable String backfillPreference,
    @Form(oneOf = {"active", "inactive"}) @Nullable String status,
    @Nullable List<TagReference> tags) {
  /** On the wire; clients send the whole tag, of which the id says which. */
  record TagReference(@Nullable UUID tagId) {}

  /** On the wire. */
  record Configurations(@Nullable List<StreamRequest> streams) {}

  /** On the wire. */
  record StreamRequest(
      @Nullable String name,
      @Nullable String namespace,
      @Form(words = StreamSyncMode.class) @Nullable String syncMode,
      @Nullable List<String> cursorField,
      @Nullable List<List<String>> primaryKey,
      @Nullable List<SelectedField> selectedFields,
      @Nullable List<ObjectNode> mappers,
      @Nullable Boolean includeFiles,
      @Nullable String destinationObjectName) {
    /** To take no notice would leave out what was asked for. */
    private void requireOffered() {
      if (Boolean.TRUE.equals(includeFiles)) {
        throw Problem.badRequest(
                "stream '%s' has includeFiles, but files are not carried, only records"
                    .formatted(name))
            .asException();
      }
      if (destinationObjectName != null && !destinationObjectName.isEmpty()) {
        throw Problem.badRequest(
                "stream '%s' has the destinationObjectName '%s', but where records go is not chosen by object here"
                    .formatted(name, destinationObjectName))
            .asException();
      }
    }
  }

  /** On the wire. */
  record SelectedField(@Nullable List<String> fieldPath) {}

  /** The tags that are asked for; null where nothing is said. */
  @Nullable List<UUID> tagIds() {
    return tags == null
        ? null
        : tags.stream().map(tag -> Required.of("tags.tagId", tag.tagId())).toList();
  }

  /** The schedule that is asked for, or the one before where nothing is said. */
  Schedule scheduleOr(Schedule before) {
    return schedule == null ? before : schedule.changed(before);
  }

  @Nullable SchemaPolicy schemaPolicy() {
    try {
      return nonBreakingSchemaUpdatesBehavior == null
          ? null
          : SchemaPolicy.of(nonBreakingSchemaUpdatesBehavior);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("nonBreakingSchemaUpdatesBehavior: " + e.getMessage())
          .asException(e);
    }
  }

  /** Whether new fields and types make a stream be read once more; null where nothing is said. */
  @Nullable Boolean backfill() {
    if (backfillPreference == null) {
      return null;
    }
    return switch (backfillPreference.toLowerCase(Locale.ROOT)) {
      case "enabled" -> true;
      case "disabled" -> false;
      default ->
          throw Problem.badRequest(
                  "backfillPreference is '%s', but must be enabled or disabled"
                      .formatted(backfillPreference))
              .asException();
    };
  }

  @Nullable NamespaceDefinition namespace() {
    if (namespaceDefinition == null) {
      return null;
    }
    return switch (namespaceDefinition.toLowerCase(Locale.ROOT)) {
      case "source" -> NamespaceDefinition.SOURCE;
      case "destination" -> NamespaceDefinition.DESTINATION;
      case "custom_format" -> NamespaceDefinition.CUSTOM_FORMAT;
      default ->
          throw Problem.badRequest(
                  "namespaceDefinition is '%s', but must be source, destination or custom_format"
                      .formatted(namespaceDefinition))
              .asException();
    };
  }

  @Nullable ConnectionStatus connectionStatus() {
    if (status == null) {
      return null;
    }
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "active" -> ConnectionStatus.ACTIVE;
      case "inactive" -> ConnectionStatus.INACTIVE;
      default ->
          throw Problem.badRequest(
                  "status is '%s', but must be active or inactive".formatted(status))
              .asException();
    };
  }

  /** The streams that are wished for; null where the request does not speak of streams. */
  @Nullable List<StreamSelection.Wish> wishes() {
    if (configurations == null || configurations.streams() == null) {
      return null;
    }
    return configurations.streams().stream().map(ConnectionRequest::wish).toList();
  }

  private static StreamSelection.Wish wish(StreamRequest stream) {
    if (stream.name() == null) {
      throw Problem.badRequest("a stream of the configurations has no name").asException();
    }
    stream.requireOffered();
    return new StreamSelection.Wish(
        stream.name(),
        stream.namespace(),
        stream.syncMode() == null ? null : mode(stream.name(), stream.syncMode()),
        stream.cursorField(),
        stream.primaryKey(),
        selection(stream.name(), stream.selectedFields()),
        stream.mappers() == null ? List.of() : stream.mappers());
  }

  /** Clients send an empty list where all fields are selected. */
  private static @Nullable FieldSelection selection(
      String stream, @Nullable List<SelectedField> fields) {
    if (fields == null || fields.isEmpty()) {
      return null;
    }
    try {
      return new FieldSelection(
          fields.stream()
              .map(field -> field.fieldPath() == null ? List.<String>of() : field.fieldPath())
              .toList());
    } catch (InvalidMappingException e) {
      throw Problem.badRequest("stream '%s': %s".formatted(stream, e.getMessage())).asException(e);
    }
  }

  private static StreamSyncMode mode(String stream, String syncMode) {
    try {
      return StreamSyncMode.of(syncMode);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("stream '%s': %s".formatted(stream, e.getMessage())).asException(e);
    }
  }
}
