package io.lasius.server.connection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.server.http.Form;
import io.lasius.server.tag.TagWire;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection on its way out.
 *
 * @param backfillPreference our own, as Airbyte's configuration API has it
 * @param warnings our own: what may surprise whoever saved it just now; null where there is nothing
 *     to say
 */
record ConnectionResponse(
    UUID connectionId,
    String name,
    UUID sourceId,
    UUID destinationId,
    UUID workspaceId,
    @Form(words = ConnectionStatus.class) String status,
    @Nullable String statusReason,
    ScheduleWire schedule,
    String dataResidency,
    Configurations configurations,
    @Form(words = SchemaPolicy.class) String nonBreakingSchemaUpdatesBehavior,
    @Form(oneOf = {"enabled", "disabled"}) String backfillPreference,
    @Form(oneOf = {"source", "destination", "custom_format"}) String namespaceDefinition,
    @Nullable String namespaceFormat,
    String prefix,
    long createdAt,
    List<TagWire> tags,
    @Nullable List<String> warnings) {

  /** On the wire. */
  record Configurations(List<StreamResponse> streams) {}

  /** On the wire. */
  record StreamResponse(
      String name,
      @Nullable String namespace,
      @Form(words = StreamSyncMode.class) String syncMode,
      List<String> cursorField,
      List<List<String>> primaryKey,
      List<SelectedField> selectedFields,
      List<ObjectNode> mappers,
      @Nullable String pausedReason) {
    static StreamResponse of(ConnectionStream stream) {
      var cursor = stream.cursorField();
      var key = stream.effectiveKey();
      var selection = stream.selection();
      return new StreamResponse(
          stream.stream().name(),
          stream.stream().namespace(),
          stream.syncMode().wireName(),
          cursor == null ? List.of() : cursor,
          key == null ? List.of() : key,
          selection == null
              ? List.of()
              : selection.paths().stream().map(SelectedField::new).toList(),
          ConnectionMappings.masked(stream.mappers()),
          stream.paused());
    }
  }

  /** On the wire. */
  record SelectedField(List<String> fieldPath) {}

  static ConnectionResponse of(SavedConnection saved, List<TagWire> tags) {
    return of(saved.connection(), tags, saved.warnings().isEmpty() ? null : saved.warnings());
  }

  static ConnectionResponse of(Connection connection, List<TagWire> tags) {
    return of(connection, tags, null);
  }

  private static ConnectionResponse of(
      Connection connection, List<TagWire> tags, @Nullable List<String> warnings) {
    return new ConnectionResponse(
        connection.id(),
        connection.name(),
        connection.sourceId(),
        connection.destinationId(),
        connection.workspaceId(),
        connection.status().name().toLowerCase(Locale.ROOT),
        connection.statusReason(),
        ScheduleWire.of(connection.schedule()),
        "auto",
        new Configurations(connection.streams().stream().map(StreamResponse::of).toList()),
        connection.schemaPolicy().wireName(),
        connection.backfillPreference(),
        connection.namespaceDefinition().name().toLowerCase(Locale.ROOT),
        connection.namespaceFormat(),
        connection.prefix(),
        connection.createdAt().getEpochSecond(),
        tags,
        warnings);
  }
}
