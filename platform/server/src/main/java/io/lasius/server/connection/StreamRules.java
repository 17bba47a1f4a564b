package io.lasius.server.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a stream so that it can be synced.
 *
 * @param destinationModes what the destination can do
 */
public record StreamRules(Set<DestinationSyncMode> destinationModes) {
  /**
   * The modes that a stream gets where none is asked for, the best known first. None of them brings
   * a record twice: whoever wants that says so.
   */
  private static final List<StreamSyncMode> DEFAULTS =
      List.of(
          StreamSyncMode.FULL_REFRESH_OVERWRITE,
          StreamSyncMode.INCREMENTAL_DEDUPED_HISTORY,
          StreamSyncMode.INCREMENTAL_APPEND);

  public StreamRules {
    destinationModes = Set.copyOf(destinationModes);
  }

  /** The same stream in the mode that it gets where none is asked for. */
  ConnectionStream inDefaultMode(ConnectionStream stream) {
    return DEFAULTS.stream()
        .map(stream::in)
        .filter(this::canBe)
        .findFirst()
        .orElseGet(() -> stream.in(DEFAULTS.getFirst()));
  }

  /**
   * A stream that nobody chose, in the mode that suits it best: by increments where the source
   * brings cursor and key, else whole.
   */
  public ConnectionStream inSuggestedMode(CatalogStream stream) {
    var plain = new ConnectionStream(stream, DEFAULTS.getFirst(), null, null);
    var deduped = plain.in(StreamSyncMode.INCREMENTAL_DEDUPED_HISTORY);
    if (stream.definesCursor() && canBe(deduped)) {
      return deduped;
    }
    return Stream.concat(DEFAULTS.stream(), Arrays.stream(StreamSyncMode.values()))
        .map(plain::in)
        .filter(this::canBe)
        .findFirst()
        .orElse(plain);
  }

  private boolean canBe(ConnectionStream stream) {
    return bothKnow(stream.stream(), stream.syncMode())
        && !lacksCursor(stream)
        && !lacksKey(stream);
  }

  private boolean bothKnow(CatalogStream stream, StreamSyncMode mode) {
    return stream.supportedSyncModes().contains(mode.source())
        && destinationModes.contains(mode.destination());
  }

  /**
   * The stream, which can be synced as it is.
   *
   * @throws ProblemException 400 naming the stream and what is wrong
   */
  public ConnectionStream checked(ConnectionStream stream) {
    checkModes(stream);
    checkCursor(stream);
    checkKey(stream);
    return stream;
  }

  private void checkModes(ConnectionStream stream) {
    var mode = stream.syncMode();
    if (!stream.stream().supportedSyncModes().contains(mode.source())) {
      throw refused(
          stream,
          "cannot be synced as %s: the source reads it only as %s; %s"
              .formatted(mode.wireName(), stream.stream().supportedSyncModes(), possible(stream)));
    }
    if (!destinationModes.contains(mode.destination())) {
      throw refused(
          stream,
          "cannot be synced as %s: the destination writes only as %s; %s"
              .formatted(mode.wireName(), destinationModes, possible(stream)));
    }
  }

  private String possible(ConnectionStream stream) {
    var modes =
        Arrays.stream(StreamSyncMode.values())
            .filter(mode -> bothKnow(stream.stream(), mode))
            .map(StreamSyncMode::wireName)
            .toList();
    return modes.isEmpty()
        ? "no mode is possible here"
        : "possible here: " + String.join(", ", modes);
  }

  private static void checkCursor(ConnectionStream stream) {
    var offered = stream.stream();
    var given = stream.cursorField();
    if (given != null && offered.definesCursor() && !given.equals(offered.defaultCursorField())) {
      throw refused(
          stream,
          "has a cursor of its own, %s; leave cursorField out"
              .formatted(offered.defaultCursorField()));
    }
    if (lacksCursor(stream)) {
      throw refused(stream, "needs a cursorField to be synced incrementally");
    }
    if (given != null) {
      checkPath(stream, "cursorField", given);
    }
  }

  private static boolean lacksCursor(ConnectionStream stream) {
    return stream.syncMode().source() == SyncMode.INCREMENTAL
        && !stream.stream().definesCursor()
        && empty(stream.effectiveCursor());
  }

  private static void checkKey(ConnectionStream stream) {
    var given = stream.primaryKey();
    var own = stream.stream().sourceDefinedPrimaryKey();
    if (given != null && own != null && !own.isEmpty() && !sameFields(given, own)) {
      throw refused(
          stream, "has a primary key of its own, %s; leave primaryKey out".formatted(own));
    }
    if (lacksKey(stream)) {
      throw refused(stream, "needs a primaryKey to be synced as " + stream.syncMode().wireName());
    }
    if (given != null) {
      given.forEach(path -> checkPath(stream, "primaryKey", path));
      if (new HashSet<>(given).size() < given.size()) {
        throw refused(stream, "has a field twice in its primaryKey %s".formatted(given));
      }
    }
  }

  /** In whatever order. */
  private static boolean sameFields(List<List<String>> one, List<List<String>> other) {
    return one.size() == other.size() && Set.copyOf(one).equals(Set.copyOf(other));
  }

  private static boolean lacksKey(ConnectionStream stream) {
    return stream.syncMode().needsPrimaryKey() && empty(stream.effectiveKey());
  }

  private static boolean empty(@Nullable List<?> list) {
    return list == null || list.isEmpty();
  }

  private static void checkPath(ConnectionStream stream, String property, List<String> path) {
    if (!hasField(stream.stream(), path)) {
      throw refused(stream, "has no field %s, which its %s names".formatted(path, property));
    }
  }

  /** Whether a path names a field of the stream, as far as its schema tells. */
  static boolean hasField(CatalogStream stream, List<String> path) {
    return !path.isEmpty() && leads(stream.jsonSchema(), path);
  }

  /** Whether a path leads through a schema, as far as that tells. */
  private static boolean leads(JsonNode schema, List<String> path) {
    if (path.isEmpty()) {
      return true;
    }
    var properties = schema.path("properties");
    if (!properties.isObject()) {
      return mayBeObject(schema.path("type"));
    }
    var field = properties.get(path.getFirst());
    return field != null && leads(field, path.subList(1, path.size()));
  }

  private static boolean mayBeObject(JsonNode type) {
    return type.isMissingNode()
        || type.asText().equals("object")
        || type.valueStream().anyMatch(one -> one.asText().equals("object"));
  }

  static ProblemException refused(ConnectionStream stream, String why) {
    return Problem.badRequest("stream '%s' %s".formatted(stream.descriptor(), why)).asException();
  }
}
