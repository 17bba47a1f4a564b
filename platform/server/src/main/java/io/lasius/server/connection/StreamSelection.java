package io.lasius.server.connection;

import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses streams out of what a source offers. What cannot be synced is refused here, when it is
 * saved, and not when it runs.
 *
 * @param destinationModes what the destination can do
 */
record StreamSelection(Catalog offered, Set<DestinationSyncMode> destinationModes) {
  StreamSelection {
    destinationModes = Set.copyOf(destinationModes);
  }

  /**
   * What is asked for a stream.
   *
   * @param namespace needed only where two streams have the name
   * @param syncMode full_refresh_overwrite where it is null
   */
  record Wish(
      String name,
      @Nullable String namespace,
      @Nullable StreamSyncMode syncMode,
      @Nullable List<String> cursorField,
      @Nullable List<List<String>> primaryKey) {}

  /**
   * The streams that are wished for, in that order; all that are offered where none is.
   *
   * @throws ProblemException 400 naming the stream and what is wrong
   */
  List<ConnectionStream> select(List<Wish> wishes) {
    if (wishes.isEmpty()) {
      return offered.streams().stream()
          .map(stream -> checked(new ConnectionStream(stream, defaultMode(), null, null)))
          .toList();
    }
    var seen = new HashSet<>();
    return wishes.stream()
        .map(this::select)
        .peek(stream -> {
          if (!seen.add(stream.descriptor())) {
            throw refused(stream, "is listed twice");
          }
        })
        .toList();
  }

  private static StreamSyncMode defaultMode() {
    return StreamSyncMode.FULL_REFRESH_OVERWRITE;
  }

  private ConnectionStream select(Wish wish) {
    var mode = wish.syncMode() == null ? defaultMode() : wish.syncMode();
    var cursor = empty(wish.cursorField()) ? null : wish.cursorField();
    var key = empty(wish.primaryKey()) ? null : wish.primaryKey();
    return checked(new ConnectionStream(find(wish), mode, cursor, key));
  }

  private static boolean empty(@Nullable List<?> list) {
    return list == null || list.isEmpty();
  }

  private CatalogStream find(Wish wish) {
    var named =
        offered.streams().stream()
            .filter(stream -> stream.name().equals(wish.name()))
            .filter(
                stream -> wish.namespace() == null || wish.namespace().equals(stream.namespace()))
            .toList();
    if (named.size() == 1) {
      return named.getFirst();
    }
    var names =
        offered.streams().stream()
            .map(stream -> stream.descriptor().toString())
            .collect(Collectors.joining(", "));
    throw Problem.badRequest(
            named.isEmpty()
                ? "the source has no stream '%s'; it has: %s".formatted(wish.name(), names)
                : "the source has several streams '%s': name the namespace, too; it has: %s"
                    .formatted(wish.name(), names))
        .asException();
  }

  private ConnectionStream checked(ConnectionStream stream) {
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
          "cannot be synced as %s: the source reads it only as %s"
              .formatted(mode.wireName(), stream.stream().supportedSyncModes()));
    }
    if (!destinationModes.contains(mode.destination())) {
      throw refused(
          stream,
          "cannot be synced as %s: the destination writes only as %s"
              .formatted(mode.wireName(), destinationModes));
    }
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
    if (stream.syncMode().source() == SyncMode.INCREMENTAL) {
      if (empty(stream.effectiveCursor()) && !offered.definesCursor()) {
        throw refused(stream, "needs a cursorField to be synced incrementally");
      }
    }
    if (given != null) {
      checkPath(stream, "cursorField", given);
    }
  }

  private static void checkKey(ConnectionStream stream) {
    var given = stream.primaryKey();
    var own = stream.stream().sourceDefinedPrimaryKey();
    if (given != null && !empty(own) && !given.equals(own)) {
      throw refused(
          stream, "has a primary key of its own, %s; leave primaryKey out".formatted(own));
    }
    if (stream.syncMode().needsPrimaryKey() && empty(stream.effectiveKey())) {
      throw refused(stream, "needs a primaryKey to be synced as " + stream.syncMode().wireName());
    }
    if (given != null) {
      given.forEach(path -> checkPath(stream, "primaryKey", path));
    }
  }

  /** A path must lead through the stream's schema, as far as that tells. */
  private static void checkPath(ConnectionStream stream, String property, List<String> path) {
    var properties = stream.stream().jsonSchema().path("properties");
    if (path.isEmpty() || (properties.isObject() && !properties.has(path.getFirst()))) {
      throw refused(stream, "has no field %s, which its %s names".formatted(path, property));
    }
  }

  private static ProblemException refused(ConnectionStream stream, String why) {
    return Problem.badRequest("stream '%s' %s".formatted(stream.descriptor(), why)).asException();
  }
}
