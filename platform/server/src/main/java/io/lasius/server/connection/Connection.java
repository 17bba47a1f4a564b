package io.lasius.server.connection;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.NamespaceDefinition;
import io.lasius.replication.StreamRouting;
import io.lasius.server.http.Problem;
import io.lasius.server.timing.Schedule;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is synced from a source to a destination.
 *
 * @param namespaceFormat needed for a custom format only
 * @param prefix put before each stream's name at the destination; may be empty
 * @param schemaPolicy what becomes of it when its source offers something else than before
 * @param backfill whether a stream that is read by increments is read once more from its beginning
 *     when it has got new fields or types
 * @param statusReason why it is not active, where the platform made it so, or what threatens it;
 *     else null
 * @param schedule when it syncs by itself, as long as it is active
 */
@MappedEntity("connection")
public record Connection(
    @Id UUID id,
    UUID workspaceId,
    UUID sourceId,
    UUID destinationId,
    String name,
    ConnectionStatus status,
    NamespaceDefinition namespaceDefinition,
    @Nullable String namespaceFormat,
    String prefix,
    @MappedProperty(type = DataType.STRING, converter = StreamsConverter.class)
        List<ConnectionStream> streams,
    Instant createdAt,
    SchemaPolicy schemaPolicy,
    boolean backfill,
    @Nullable String statusReason,
    @MappedProperty(type = DataType.STRING, converter = ScheduleConverter.class)
        Schedule schedule) {
  public Connection {
    streams = List.copyOf(streams);
  }

  /** Whether new columns are read anew, as the API says it. */
  public String backfillPreference() {
    return backfill ? "enabled" : "disabled";
  }

  /** The same in another status, and why. */
  public Connection with(ConnectionStatus otherStatus, @Nullable String reason) {
    return new Connection(
        id,
        workspaceId,
        sourceId,
        destinationId,
        name,
        otherStatus,
        namespaceDefinition,
        namespaceFormat,
        prefix,
        streams,
        createdAt,
        schemaPolicy,
        backfill,
        reason,
        schedule);
  }

  /** The same with other streams. */
  public Connection with(List<ConnectionStream> otherStreams) {
    return new Connection(
        id,
        workspaceId,
        sourceId,
        destinationId,
        name,
        status,
        namespaceDefinition,
        namespaceFormat,
        prefix,
        otherStreams,
        createdAt,
        schemaPolicy,
        backfill,
        statusReason,
        schedule);
  }

  /** The streams' names. */
  public List<StreamDescriptor> descriptors() {
    return streams.stream().map(ConnectionStream::descriptor).toList();
  }

  /**
   * The stream that a request names.
   *
   * @param namespace needed only where two streams have the name
   * @throws io.lasius.server.http.ProblemException 400 where there is none, or more than one
   */
  public StreamDescriptor named(String streamName, @Nullable String namespace) {
    var found =
        descriptors().stream()
            .filter(stream -> stream.name().equals(streamName))
            .filter(stream -> namespace == null || namespace.equals(stream.namespace()))
            .toList();
    if (found.size() != 1) {
      throw Problem.badRequest(
              found.isEmpty()
                  ? "the connection has no stream '%s'; it has: %s"
                      .formatted(streamName, descriptors())
                  : "the connection has several streams '%s': name the streamNamespace, too"
                      .formatted(streamName))
          .asException();
    }
    return found.getFirst();
  }

  /** The streams that are synced for now. */
  public List<ConnectionStream> synced() {
    return streams.stream().filter(stream -> stream.paused() == null).toList();
  }

  /** Their names. */
  public List<StreamDescriptor> syncedNames() {
    return synced().stream().map(ConnectionStream::descriptor).toList();
  }

  /**
   * The streams' names at both ends.
   *
   * @throws IllegalArgumentException if two streams would get one name
   */
  public StreamRouting routing() {
    return StreamRouting.of(descriptors(), namespaceDefinition, namespaceFormat, prefix);
  }

  /**
   * The streams that it has, too, and reads in another way: the states of one mean nothing there.
   */
  List<StreamDescriptor> readOtherwiseIn(Connection other) {
    var otherwise = new ArrayList<StreamDescriptor>();
    for (var stream : streams) {
      for (var there : other.streams()) {
        if (there.descriptor().equals(stream.descriptor()) && !there.readAs(stream)) {
          otherwise.add(stream.descriptor());
        }
      }
    }
    return otherwise;
  }

  /** Whether the streams of another get their names in the same way. */
  boolean namesAsIn(Connection other) {
    return namespaceDefinition == other.namespaceDefinition
        && Objects.equals(namespaceFormat, other.namespaceFormat)
        && prefix.equals(other.prefix);
  }
}
