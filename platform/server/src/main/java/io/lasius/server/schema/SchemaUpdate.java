package io.lasius.server.schema;

import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.DestinationNames;
import io.lasius.server.connection.SchemaPolicy;
import io.lasius.server.http.ProblemException;
import io.lasius.server.schema.HandledChange.Action;
import io.lasius.server.schema.SchemaChange.Kind;
import io.lasius.server.state.StatePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Works out what becomes of a connection's streams now that its source offers a catalog. */
final class SchemaUpdate {
  private static final String GONE = "the source does not offer it any more";
  private static final String READ_AGAIN = "the stream is read once more from its beginning";
  private static final String NOT_READ_AGAIN =
      "the stream is not read once more, since the source keeps one state for all streams: refresh the connection to do so";
  private static final String MISSES =
      "since the source keeps one state for all streams, what changes meanwhile is missing once the stream is synced again, until it is refreshed";

  private final Connection connection;
  private final boolean othersStay;
  private final StreamBreaches breaches;
  private final Function<StreamDescriptor, StatePlace> places;
  private final Map<StreamDescriptor, StreamChange> differences;
  private final List<ConnectionStream> streams = new ArrayList<>();
  private final List<HandledChange> changes = new ArrayList<>();
  private final List<StreamDescriptor> begun = new ArrayList<>();
  private final List<StreamDescriptor> anew = new ArrayList<>();

  private SchemaUpdate(
      Connection connection,
      Catalog catalog,
      StreamBreaches breaches,
      Function<StreamDescriptor, StatePlace> places) {
    this.connection = connection;
    this.breaches = breaches;
    this.places = places;
    var had = connection.streams().stream().map(ConnectionStream::stream).toList();
    this.differences = CatalogDiff.between(Catalog.of(had), catalog).byStream();
    this.othersStay =
        differences.values().stream().filter(StreamChange.Removed.class::isInstance).count()
            < had.size();
  }

  /**
   * What is to be done.
   *
   * @param streams of the connection from now on
   * @param changes what differs from what the connection had, each with what becomes of it
   * @param begun streams that were not synced until now, and have to be read from their beginning
   * @param anew others whose states are to go: those that are to be read once more, and those whose
   *     part of a state of all streams will be out of date once they are synced again
   */
  record Result(
      List<ConnectionStream> streams,
      List<HandledChange> changes,
      List<StreamDescriptor> begun,
      List<StreamDescriptor> anew) {
    Result {
      streams = List.copyOf(streams);
      changes = List.copyOf(changes);
      begun = List.copyOf(begun);
      anew = List.copyOf(anew);
    }

    /** What is not followed. */
    List<HandledChange> open() {
      return changes.stream().filter(change -> change.action() != Action.APPLIED).toList();
    }
  }

  /**
   * Works it out.
   *
   * @param known streams that the source offered when it was last looked at; null where nobody
   *     looked, and so none is taken for a new one
   * @param places where the state of each stream is kept
   */
  static Result of(
      Connection connection,
      @Nullable Set<StreamDescriptor> known,
      Catalog catalog,
      StreamBreaches breaches,
      Function<StreamDescriptor, StatePlace> places) {
    var update = new SchemaUpdate(connection, catalog, breaches, places);
    connection.streams().forEach(update::follow);
    for (var change : update.differences.values()) {
      if (change instanceof StreamChange.Added(var stream)
          && known != null
          && !known.contains(change.stream())) {
        update.add(stream);
      }
    }
    return new Result(update.streams, update.changes, update.begun, update.anew);
  }

  private void follow(ConnectionStream stream) {
    switch (differences.get(stream.descriptor())) {
      case StreamChange.Removed _ -> lose(stream);
      case StreamChange.Changed changed -> meet(stream, changed.after(), changed.details());
      case null, default -> meet(stream, stream.stream(), List.of());
    }
  }

  private void meet(ConnectionStream stream, CatalogStream now, List<SchemaChange> details) {
    var broken = breaches.of(stream, now, details);
    if (broken.isEmpty()) {
      goOn(stream, now, details);
      return;
    }
    for (var change : details) {
      note(change, broken.containsKey(change), Action.PAUSED, broken.get(change));
    }
    pause(stream, String.join("; ", broken.values()));
  }

  private void goOn(ConnectionStream stream, CatalogStream now, List<SchemaChange> details) {
    if (stream.paused() != null && !isIncremental(stream)) {
      begun.add(stream.descriptor());
    }
    var action = action(connection.schemaPolicy().propagates());
    boolean followed = action == Action.APPLIED;
    streams.add(followed ? stream.follow(now) : stream.resumed());
    var reason = followed ? backfill(stream, details) : null;
    for (var change : details) {
      note(change, false, action, change.bringsData() ? reason : null);
    }
  }

  /** What becomes of the records that were read before a field was there; null if nothing does. */
  private @Nullable String backfill(ConnectionStream stream, List<SchemaChange> details) {
    if (!connection.backfill()
        || !isIncremental(stream)
        || details.stream().noneMatch(SchemaChange::bringsData)) {
      return null;
    }
    if (places.apply(stream.descriptor()) == StatePlace.SHARED) {
      return NOT_READ_AGAIN;
    }
    anew.add(stream.descriptor());
    return READ_AGAIN;
  }

  private static boolean isIncremental(ConnectionStream stream) {
    return stream.syncMode().source() == SyncMode.INCREMENTAL;
  }

  /** A source that offers none of the connection's streams is not followed. */
  private void lose(ConnectionStream stream) {
    var change = SchemaChange.of(stream.descriptor(), Kind.STREAM_REMOVED);
    if (connection.schemaPolicy() == SchemaPolicy.PROPAGATE_FULLY && othersStay) {
      note(change, false, Action.APPLIED, null);
      return;
    }
    note(change, true, Action.PAUSED, GONE);
    pause(stream, GONE);
  }

  private void pause(ConnectionStream stream, String reason) {
    var place = isIncremental(stream) ? places.apply(stream.descriptor()) : StatePlace.OWN;
    if (stream.paused() == null && place == StatePlace.PART) {
      anew.add(stream.descriptor());
    }
    streams.add(stream.paused(place == StatePlace.SHARED ? reason + "; " + MISSES : reason));
  }

  private void add(CatalogStream stream) {
    var change = SchemaChange.of(stream.descriptor(), Kind.STREAM_ADDED);
    if (connection.schemaPolicy() != SchemaPolicy.PROPAGATE_FULLY) {
      note(change, false, action(false), null);
      return;
    }
    try {
      var rules = breaches.rules();
      var added = rules.checked(rules.inSuggestedMode(stream));
      var all = new ArrayList<>(streams);
      all.add(added);
      DestinationNames.checked(connection.with(all));
      streams.add(added);
      begun.add(stream.descriptor());
      note(change, false, Action.APPLIED, "it is synced as " + added.syncMode().wireName());
    } catch (ProblemException e) {
      note(change, false, Action.IGNORED, e.problem().detail());
    }
  }

  private Action action(boolean followed) {
    return connection.schemaPolicy() == SchemaPolicy.DISABLE_CONNECTION
        ? Action.DISABLED
        : followed ? Action.APPLIED : Action.IGNORED;
  }

  private void note(SchemaChange change, boolean breaking, Action action, @Nullable String reason) {
    changes.add(new HandledChange(change, breaking, action, reason));
  }
}
