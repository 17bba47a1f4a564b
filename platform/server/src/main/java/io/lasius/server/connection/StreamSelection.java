package io.lasius.server.connection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.replication.mapper.FieldSelection;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses streams out of what a source offers. What cannot be synced is refused here, when it is
 * saved, and not when it runs.
 *
 * @param before the streams that the connection has; none for a new one
 */
record StreamSelection(Catalog offered, StreamRules rules, List<ConnectionStream> before) {
  StreamSelection {
    before = List.copyOf(before);
  }

  /**
   * What is asked for a stream.
   *
   * @param namespace needed only where two streams have the name
   * @param syncMode null where none is asked for
   * @param selection the fields that are selected; null for all
   * @param mappers as they were sent
   */
  record Wish(
      String name,
      @Nullable String namespace,
      @Nullable StreamSyncMode syncMode,
      @Nullable List<String> cursorField,
      @Nullable List<List<String>> primaryKey,
      @Nullable FieldSelection selection,
      List<ObjectNode> mappers) {
    Wish {
      mappers = List.copyOf(mappers);
    }

    /** A stream of which all passes as it is. */
    Wish(
        String name,
        @Nullable String namespace,
        @Nullable StreamSyncMode syncMode,
        @Nullable List<String> cursorField,
        @Nullable List<List<String>> primaryKey) {
      this(name, namespace, syncMode, cursorField, primaryKey, null, List.of());
    }
  }

  /**
   * The streams that are wished for, in that order; all that are offered where none is.
   *
   * @throws ProblemException 400 naming the stream and what is wrong
   */
  List<ConnectionStream> select(List<Wish> wishes) {
    if (wishes.isEmpty()) {
      return offered.streams().stream()
          .map(stream -> select(stream, new Wish(stream.name(), null, null, null, null)))
          .toList();
    }
    var seen = new HashSet<>();
    return wishes.stream()
        .map(wish -> select(find(wish), wish))
        .peek(stream -> {
          if (!seen.add(stream.descriptor())) {
            throw StreamRules.refused(stream, "is listed twice");
          }
        })
        .toList();
  }

  private ConnectionStream select(CatalogStream stream, Wish wish) {
    var cursor = empty(wish.cursorField()) ? null : wish.cursorField();
    var plain =
        new ConnectionStream(
            stream,
            StreamSyncMode.FULL_REFRESH_OVERWRITE,
            cursor,
            key(stream, wish),
            wish.selection(),
            wish.mappers(),
            null);
    return rules.checked(
        wish.syncMode() == null ? rules.inDefaultMode(plain) : plain.in(wish.syncMode()));
  }

  /**
   * The key that is the user's; null for the source's own. A client sends back the key that it
   * read, and whose it is stays as it was, whatever key the source has by now. Where that has none
   * any more, the one that was shown is the user's from now on.
   */
  private @Nullable List<List<String>> key(CatalogStream stream, Wish wish) {
    if (empty(wish.primaryKey())) {
      return null;
    }
    var own = stream.sourceDefinedPrimaryKey();
    for (var known : before) {
      if (known.descriptor().equals(stream.descriptor())
          && Objects.equals(known.effectiveKey(), wish.primaryKey())) {
        return known.primaryKey() == null && empty(own) ? wish.primaryKey() : known.primaryKey();
      }
    }
    return Objects.equals(wish.primaryKey(), own) ? null : wish.primaryKey();
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
}
