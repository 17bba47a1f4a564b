package io.lasius.server.cli;

import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The streams that a source offers, one a line. */
final class CatalogTable {
  private CatalogTable() {}

  static String of(Catalog catalog, int width) {
    var table = new TextTable("stream", "modes", "cursor", "key", "fields");
    for (var stream : catalog.streams()) {
      table.row(
          stream.descriptor().toString(),
          stream.supportedSyncModes().stream()
              .map(mode -> mode.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", ")),
          cursor(stream),
          key(stream),
          stream.jsonSchema().path("properties").properties().stream()
              .map(field -> field.getKey() + " " + SchemaTypes.of(field.getValue()))
              .collect(Collectors.joining(", ")));
    }
    return table.text(width);
  }

  private static String cursor(CatalogStream stream) {
    var field = stream.defaultCursorField();
    if (field == null || field.isEmpty()) {
      return stream.definesCursor() ? "(the source's own)" : "";
    }
    return String.join(".", field);
  }

  private static String key(CatalogStream stream) {
    List<List<String>> paths = stream.sourceDefinedPrimaryKey();
    return paths == null
        ? ""
        : paths.stream().map(path -> String.join(".", path)).collect(Collectors.joining(", "));
  }
}
