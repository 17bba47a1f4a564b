package io.lasius.server.schema;

import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.actor.KnownCatalog;
import io.lasius.server.store.DescriptorsConverter;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a connection stands to what its source offers.
 *
 * @param knownStreams those that the source offered when it was last looked at
 * @param openChanges what is not followed
 * @param catalogAt when the catalog was discovered that the connection was compared with last; null
 *     where it was compared with none since its streams were chosen
 * @param failedAt when the source could not be discovered; null where nothing was wrong since
 * @param failure why not
 */
@MappedEntity("schema_comparison")
public record SchemaComparison(
    @Id UUID connectionId,
    @MappedProperty(type = DataType.STRING, converter = DescriptorsConverter.class)
        List<StreamDescriptor> knownStreams,
    @MappedProperty(type = DataType.STRING, converter = HandledChangesConverter.class)
        List<HandledChange> openChanges,
    @Nullable Instant catalogAt,
    @Nullable Instant failedAt,
    @Nullable String failure) {
  public SchemaComparison {
    knownStreams = List.copyOf(knownStreams);
    openChanges = List.copyOf(openChanges);
  }

  /** Of a connection whose streams were chosen from a catalog just now. */
  static SchemaComparison of(UUID connectionId, Catalog chosenFrom) {
    return new SchemaComparison(connectionId, names(chosenFrom), List.of(), null, null, null);
  }

  /** Of a connection that was compared with a catalog just now. */
  static SchemaComparison of(UUID connectionId, KnownCatalog known, List<HandledChange> open) {
    return new SchemaComparison(
        connectionId, names(known.catalog()), open, known.discoveredAt(), null, null);
  }

  /** The same where this one came before: a failure is told of until there is a newer catalog. */
  SchemaComparison then(SchemaComparison next) {
    var failed = failedAt;
    return failed == null || (next.catalogAt != null && next.catalogAt.isAfter(failed))
        ? next
        : next.failed(failed, failure);
  }

  /** After a discover that failed. */
  SchemaComparison failed(Instant at, @Nullable String why) {
    return new SchemaComparison(connectionId, knownStreams, openChanges, catalogAt, at, why);
  }

  private static List<StreamDescriptor> names(Catalog catalog) {
    return catalog.streams().stream().map(CatalogStream::descriptor).toList();
  }
}
