package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of a connection under the source's names and under the destination's. */
public final class StreamRouting {
  private static final String SOURCE_NAMESPACE = "${SOURCE_NAMESPACE}";

  private final Map<StreamDescriptor, StreamDescriptor> toDestination = new HashMap<>();
  private final Map<StreamDescriptor, StreamDescriptor> toSource = new HashMap<>();

  private StreamRouting() {}

  /**
   * Maps the names of streams.
   *
   * @param format namespace at the destination; needed for a custom format only. A blank result
   *     counts as none
   * @param prefix put before each name; a blank one counts as none
   * @throws IllegalArgumentException if two streams would get one name; the message names both
   */
  public static StreamRouting of(
      Collection<StreamDescriptor> streams,
      NamespaceDefinition definition,
      @Nullable String format,
      @Nullable String prefix) {
    var routing = new StreamRouting();
    for (StreamDescriptor source : streams) {
      String name = prefix == null || prefix.isBlank() ? source.name() : prefix + source.name();
      var destination =
          new StreamDescriptor(name, namespace(source.namespace(), definition, format));
      routing.toDestination.put(source, destination);
      StreamDescriptor other = routing.toSource.put(destination, source);
      if (other != null && !other.equals(source)) {
        throw new IllegalArgumentException(
            "streams %s and %s would both be %s at the destination"
                .formatted(other, source, destination));
      }
    }
    return routing;
  }

  private static @Nullable String namespace(
      @Nullable String source, NamespaceDefinition definition, @Nullable String format) {
    return switch (definition) {
      case SOURCE -> source;
      case DESTINATION -> null;
      case CUSTOM_FORMAT -> {
        String filled =
            format == null ? "" : format.replace(SOURCE_NAMESPACE, source == null ? "" : source);
        yield filled.isBlank() ? null : filled;
      }
    };
  }

  /** The stream's name at the destination; the same name for a stream that is not configured. */
  public StreamDescriptor toDestination(StreamDescriptor source) {
    return toDestination.getOrDefault(source, source);
  }

  /** The stream's name at the source; null where the destination's name is not configured. */
  public @Nullable StreamDescriptor toSource(StreamDescriptor destination) {
    return toSource.get(destination);
  }
}
