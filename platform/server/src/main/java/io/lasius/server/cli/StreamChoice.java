package io.lasius.server.cli;

import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a configured catalog of what a source offers. */
final class StreamChoice {
  private static final int SHOWN_NAMES = 50;

  private StreamChoice() {}

  /**
   * The streams named, each read as far as it can tell what is new.
   *
   * @param names each a stream's name, or its namespace, a dot and its name; none for all streams
   * @throws CliException if there is no stream of a name
   */
  static ConfiguredCatalog configure(Catalog catalog, List<String> names) {
    if (catalog.streams().isEmpty()) {
      throw CliException.failed("discover found no stream: there is nothing to read");
    }
    for (var name : names) {
      if (catalog.streams().stream().noneMatch(stream -> isNamed(stream, name))) {
        throw CliException.wrongCall(
            "the source has no stream '%s'; it has: %s".formatted(name, namesOf(catalog)));
      }
    }
    return ConfiguredCatalog.of(
        catalog.streams().stream()
            .filter(s -> names.isEmpty() || names.stream().anyMatch(name -> isNamed(s, name)))
            .map(stream -> ConfiguredStream.of(stream, DestinationSyncMode.APPEND))
            .toList());
  }

  private static boolean isNamed(CatalogStream stream, String name) {
    return stream.name().equals(name) || stream.descriptor().toString().equals(name);
  }

  private static String namesOf(Catalog catalog) {
    var names =
        catalog.streams().stream()
            .map(stream -> TextTable.printable(stream.descriptor().toString()))
            .sorted()
            .limit(SHOWN_NAMES)
            .collect(Collectors.joining(", "));
    var more = catalog.streams().size() - SHOWN_NAMES;
    return more > 0 ? "%s and %d more".formatted(names, more) : names;
  }
}
