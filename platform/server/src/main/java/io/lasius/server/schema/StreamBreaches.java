package io.lasius.server.schema;

import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.StreamRules;
import io.lasius.server.http.ProblemException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tells which changes of a stream keep a connection from syncing it as it is configured.
 *
 * @param followed what must hold of a stream that follows its source beside the rules; throws as
 *     they do
 */
record StreamBreaches(StreamRules rules, UnaryOperator<ConnectionStream> followed) {
  /**
   * Each breaking change, with a sentence on what it breaks.
   *
   * @param now the stream as the source offers it now
   * @param changes what there is to tell of the difference; none break where there are none
   */
  Map<SchemaChange, String> of(
      ConnectionStream stream, CatalogStream now, List<SchemaChange> changes) {
    var breaches = new LinkedHashMap<SchemaChange, String>();
    for (var change : changes) {
      of(stream, now, change).ifPresent(sentence -> breaches.put(change, sentence));
    }
    if (breaches.isEmpty() && !changes.isEmpty()) {
      var refusal = refusal(stream.follow(now));
      if (refusal != null) {
        breaches.put(changes.getLast(), refusal);
      }
    }
    return breaches;
  }

  private static Optional<String> of(
      ConnectionStream stream, CatalogStream now, SchemaChange change) {
    var sentence =
        switch (change.kind()) {
          case FIELD_REMOVED -> ofRemoved(stream, now, change.path());
          case PRIMARY_KEY_CHANGED -> ofKey(stream, now);
          case CURSOR_CHANGED -> ofCursor(stream, now);
          case SYNC_MODES_CHANGED -> ofModes(stream, now);
          case STREAM_ADDED, STREAM_REMOVED, FIELD_ADDED, FIELD_TYPE_CHANGED -> null;
        };
    return Optional.ofNullable(sentence);
  }

  private static @Nullable String ofRemoved(
      ConnectionStream stream, CatalogStream now, List<String> path) {
    if (isRead(stream) && path.equals(stream.effectiveCursor()) && !choosesAnother(now, path)) {
      return "its cursor %s is gone".formatted(path);
    }
    var key = stream.effectiveKey();
    return stream.syncMode().needsPrimaryKey() && key != null && key.contains(path)
        ? "the field %s of its primary key is gone".formatted(path)
        : null;
  }

  private static boolean isRead(ConnectionStream stream) {
    return stream.syncMode().source() == SyncMode.INCREMENTAL;
  }

  private static boolean choosesAnother(CatalogStream now, List<String> path) {
    return now.definesCursor() && !path.equals(now.defaultCursorField());
  }

  private static @Nullable String ofKey(ConnectionStream stream, CatalogStream now) {
    var own = now.sourceDefinedPrimaryKey();
    var key = stream.effectiveKey();
    if (!stream.syncMode().needsPrimaryKey() || own == null || own.isEmpty()) {
      return null;
    }
    return key != null && new HashSet<>(key).equals(new HashSet<>(own))
        ? null
        : "its primary key is %s, and the source's is %s now".formatted(key, own);
  }

  private static @Nullable String ofCursor(ConnectionStream stream, CatalogStream now) {
    var given = stream.cursorField();
    return isRead(stream)
            && given != null
            && now.definesCursor()
            && !given.equals(Objects.requireNonNullElse(now.defaultCursorField(), given))
        ? "its cursor is %s, and the source has one of its own now, %s"
            .formatted(given, now.defaultCursorField())
        : null;
  }

  private static @Nullable String ofModes(ConnectionStream stream, CatalogStream now) {
    return now.supportedSyncModes().contains(stream.syncMode().source())
        ? null
        : "it is synced as %s, and the source reads it only as %s now"
            .formatted(stream.syncMode().wireName(), now.supportedSyncModes());
  }

  private @Nullable String refusal(ConnectionStream following) {
    try {
      var _ = followed.apply(rules.checked(following));
      return null;
    } catch (ProblemException e) {
      return e.problem().detail();
    }
  }
}
