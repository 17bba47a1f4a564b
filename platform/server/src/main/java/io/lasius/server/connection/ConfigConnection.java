package io.lasius.server.connection;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lasius.replication.NamespaceDefinition;
import io.lasius.server.http.Form;
import io.lasius.server.tag.TagWire;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection on its way out in the form of Airbyte's configuration API.
 *
 * @param scheduleData null where nothing is due
 * @param breakingChange whether a stream is paused, since its source changed
 * @param createdAt seconds since 1970; its name is of another kind than all others
 */
record ConfigConnection(
    UUID connectionId,
    String name,
    UUID workspaceId,
    UUID sourceId,
    UUID destinationId,
    @Form(words = ConnectionStatus.class) String status,
    @Nullable String statusReason,
    @Form(oneOf = {"source", "destination", "customformat"}) String namespaceDefinition,
    @Nullable String namespaceFormat,
    String prefix,
    SyncCatalog syncCatalog,
    @Form(oneOf = {"manual", "basic", "cron"}) String scheduleType,
    @Nullable ConfigSchedule scheduleData,
    @Form(oneOf = {"ignore", "disable", "propagate_columns", "propagate_fully"})
        String nonBreakingChangesPreference,
    @Form(oneOf = {"enabled", "disabled"}) String backfillPreference,
    boolean breakingChange,
    List<UUID> operationIds,
    List<TagWire> tags,
    @JsonProperty("created_at") long createdAt) {

  /** On the wire. */
  record SyncCatalog(List<ConfigStream> streams) {}

  static ConfigConnection of(Connection connection, List<TagWire> tags) {
    return of(connection, connection.streams().stream().map(ConfigStream::chosen).toList(), tags);
  }

  /** With streams beyond those that it has. */
  static ConfigConnection of(
      Connection connection, List<ConfigStream> streams, List<TagWire> tags) {
    return new ConfigConnection(
        connection.id(),
        connection.name(),
        connection.workspaceId(),
        connection.sourceId(),
        connection.destinationId(),
        connection.status().name().toLowerCase(Locale.ROOT),
        connection.statusReason(),
        namespace(connection.namespaceDefinition()),
        connection.namespaceFormat(),
        connection.prefix(),
        new SyncCatalog(streams),
        ScheduleWire.typeOf(connection.schedule()),
        ConfigSchedule.of(connection.schedule()),
        preference(connection.schemaPolicy()),
        connection.backfillPreference(),
        connection.streams().stream().anyMatch(stream -> stream.paused() != null),
        List.of(),
        tags,
        connection.createdAt().getEpochSecond());
  }

  private static String namespace(NamespaceDefinition definition) {
    return switch (definition) {
      case SOURCE -> "source";
      case DESTINATION -> "destination";
      case CUSTOM_FORMAT -> "customformat";
    };
  }

  private static String preference(SchemaPolicy policy) {
    return switch (policy) {
      case DISABLE_CONNECTION -> "disable";
      case IGNORE, PROPAGATE_COLUMNS, PROPAGATE_FULLY -> policy.wireName();
    };
  }
}
