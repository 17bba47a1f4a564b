package io.lasius.server.connection;

import io.lasius.server.http.Form;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a connection on their way in, in the form of Airbyte's configuration API. What is
 * absent stays as it is; a catalog takes the place of the whole catalog before.
 */
record ConfigConnectionUpdate(
    @Nullable UUID connectionId,
    @Nullable String name,
    @Nullable String namespaceDefinition,
    @Nullable String namespaceFormat,
    @Nullable String prefix,
    @Nullable CatalogUpdate syncCatalog,
    @Form(oneOf = {"manual", "basic", "cron"}) @Nullable String scheduleType,
    @Nullable ConfigSchedule scheduleData,
    @Form(oneOf = {"active", "inactive"}) @Nullable String status,
    @Nullable String nonBreakingChangesPreference,
    @Form(oneOf = {"enabled", "disabled"}) @Nullable String backfillPreference,
    @Nullable List<ConnectionRequest.TagReference> tags) {
  private static final String CUSTOM_FORMAT = "customformat";
  private static final String STREAMS = "syncCatalog.streams";

  /** On the wire. */
  record CatalogUpdate(@Nullable List<ConfigStreamUpdate> streams) {}

  /**
   * The same in the form of the public API, whose rules hold for it from here on.
   *
   * @param connection as it is
   */
  ConnectionRequest toPublic(Connection connection) {
    return new ConnectionRequest(
        null,
        null,
        name,
        syncCatalog == null ? null : configurations(connection, syncCatalog),
        schedule(),
        CUSTOM_FORMAT.equalsIgnoreCase(namespaceDefinition) ? "custom_format" : namespaceDefinition,
        namespaceFormat,
        prefix,
        nonBreakingChangesPreference,
        backfillPreference,
        status,
        tags);
  }

  private @Nullable ScheduleWire schedule() {
    return scheduleType == null && scheduleData == null
        ? null
        : Objects.requireNonNullElse(scheduleData, ConfigSchedule.NONE).toPublic(scheduleType);
  }

  private static ConnectionRequest.Configurations configurations(
      Connection connection, CatalogUpdate catalog) {
    var streams =
        Required.of(STREAMS, catalog.streams()).stream()
            .filter(ConfigStreamUpdate::selected)
            .map(stream -> stream.toPublic(connection))
            .toList();
    if (streams.isEmpty()) {
      // In the public API this would stand for all that the source offers.
      throw Problem.badRequest("%s has no stream that is selected".formatted(STREAMS))
          .asException();
    }
    return new ConnectionRequest.Configurations(streams);
  }
}
