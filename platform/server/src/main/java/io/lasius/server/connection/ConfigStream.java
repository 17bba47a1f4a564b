package io.lasius.server.connection;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a catalog in the form of Airbyte's configuration API.
 *
 * @param stream what its source says of it
 * @param config how it is synced
 */
record ConfigStream(Offered stream, Config config) {

  /** One that a connection has, by the cursor and key that it is synced by. */
  static ConfigStream chosen(ConnectionStream stream) {
    return of(stream, true);
  }

  /** One that a source offers, in the mode that would suit it. */
  static ConfigStream offered(CatalogStream stream, StreamRules rules, boolean selected) {
    return of(rules.inSuggestedMode(stream), selected);
  }

  private static ConfigStream of(ConnectionStream stream, boolean selected) {
    return new ConfigStream(Offered.of(stream.stream()), Config.of(stream, selected));
  }

  /** On the wire. */
  record Offered(
      String name,
      @Nullable String namespace,
      ObjectNode jsonSchema,
      List<String> supportedSyncModes,
      boolean sourceDefinedCursor,
      List<String> defaultCursorField,
      List<List<String>> sourceDefinedPrimaryKey,
      @JsonProperty("isResumable") boolean resumable) {
    static Offered of(CatalogStream stream) {
      return new Offered(
          stream.name(),
          stream.namespace(),
          stream.jsonSchema(),
          stream.supportedSyncModes().stream()
              .map(mode -> mode.name().toLowerCase(Locale.ROOT))
              .toList(),
          stream.definesCursor(),
          orNone(stream.defaultCursorField()),
          orNone(stream.sourceDefinedPrimaryKey()),
          stream.canResume());
    }
  }

  /** On the wire. */
  record Config(
      String syncMode,
      String destinationSyncMode,
      List<String> cursorField,
      List<List<String>> primaryKey,
      String aliasName,
      boolean selected,
      boolean fieldSelectionEnabled,
      List<FieldPath> selectedFields,
      List<ObjectNode> mappers) {
    static Config of(ConnectionStream stream, boolean selected) {
      var modes = ConfigModes.of(stream.syncMode());
      var selection = stream.selection();
      return new Config(
          modes.syncMode(),
          modes.destinationSyncMode(),
          orNone(stream.effectiveCursor()),
          orNone(stream.effectiveKey()),
          stream.stream().name(),
          selected,
          selection != null,
          selection == null ? List.of() : selection.paths().stream().map(FieldPath::new).toList(),
          ConnectionMappings.masked(stream.mappers()));
    }
  }

  /** On the wire. */
  record FieldPath(List<String> fieldPath) {}

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
