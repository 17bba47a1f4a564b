package io.lasius.server.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.wire.ProtocolException;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.http.ProblemException;
import io.micronaut.transaction.TransactionOperations;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection beside its history in the simplest words: each version's state in a list, and what
 * an appending destination holds. A stream's records are numbered from 1, and a state says up to
 * which they were read.
 */
final class StateHistoryModel {
  private static final StateHistory.Wish ASK = new StateHistory.Wish(false, true);
  private static final StateHistory.Wish FORCE = new StateHistory.Wish(true, false);

  /** What can be done. */
  enum Kind {
    COMMIT,
    RESTORE,
    RESTORE_STREAM,
    UNDO,
    IMPORT,
    REFRESH,
    CLEAR,
    PRUNE
  }

  /**
   * Something that is done.
   *
   * @param number records that are committed, or which version or position is meant
   */
  record Step(Kind kind, StreamDescriptor stream, int number) {}

  /** A version: the position that it stands for, null for none. */
  private record Row(long version, StreamDescriptor stream, @Nullable Integer position) {}

  /** What the destination holds of a stream. */
  private static final class Held {
    private final Map<Integer, Integer> copies = new TreeMap<>();

    /** Whether somebody has set the stream to where it never was, so that records are missing. */
    private boolean torn;

    void append(int from, int until) {
      for (int record = from + 1; record <= until; record++) {
        copies.merge(record, 1, Integer::sum);
      }
    }

    int beyond(int position) {
      return copies.entrySet().stream()
          .filter(copy -> copy.getKey() > position)
          .mapToInt(Map.Entry::getValue)
          .sum();
    }

    boolean lacksBefore(int position) {
      for (int record = 1; record <= position; record++) {
        if (!copies.containsKey(record)) {
          return true;
        }
      }
      return false;
    }
  }

  private final StoreUnderTest store;
  private final ConnectionStateStore states;
  private final StateHistory history;
  private final StateVersionStore versions;
  private final TransactionOperations<?> transactions;
  private final UUID connection;
  private final List<Row> rows = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();
  private final Map<StreamDescriptor, Held> destination = new HashMap<>();
  private long committed;
  private boolean pruned;
  private @Nullable Long undo;

  StateHistoryModel(StoreUnderTest store, List<StreamDescriptor> streams) throws SQLException {
    this.store = store;
    this.states = store.bean(ConnectionStateStore.class);
    this.history = store.bean(StateHistory.class);
    this.versions = store.bean(StateVersionStore.class);
    this.transactions = store.bean(TransactionOperations.class);
    this.connection =
        store
            .connection(
                streams.stream().map(StoreUnderTest::incremental).toArray(ConnectionStream[]::new))
            .id();
    streams.forEach(stream -> destination.put(stream, new Held()));
  }

  void take(Step step) throws ProtocolException {
    switch (step.kind()) {
      case COMMIT -> commit(step.stream(), step.number() % 5 + 1);
      case RESTORE -> restore(some(step), null);
      case RESTORE_STREAM -> restore(some(step), step.stream());
      case UNDO -> restore(undo, null);
      case IMPORT -> bring(step.stream(), step.number() % 30);
      case REFRESH -> begin(step.stream(), StateReason.REFRESH);
      case CLEAR -> begin(step.stream(), StateReason.CLEAR);
      case PRUNE -> prune();
    }
  }

  private void commit(StreamDescriptor stream, int records) {
    var present = target(stream, Long.MAX_VALUE);
    int from = present == null ? 0 : present;
    transactions.executeWrite(_ -> {
      states.put(connection, state(stream, from + records), StateOrigin.sync(7, 0, records, 1));
      return true;
    });
    held(stream).append(from, from + records);
    committed += records;
    note(stream, from + records);
    undo = null;
  }

  private @Nullable Long some(Step step) {
    return rows.isEmpty() ? null : rows.get(step.number() % rows.size()).version();
  }

  private void restore(@Nullable Long version, @Nullable StreamDescriptor only) {
    if (version == null || versions.find(connection, version).isEmpty()) {
      return;
    }
    StateHistory.Outcome told;
    try {
      told = history.restore(connection, version, only, ASK);
    } catch (ProblemException e) {
      assertThat(pruned).as(e.problem().detail()).isTrue();
      return;
    }
    told.streams().forEach(change -> judge(change, target(change.stream(), version)));
    var done = history.restore(connection, version, only, FORCE);
    assertThat(done).isEqualTo(told);
    done.streams().forEach(change -> moved(change.stream(), target(change.stream(), version)));
    undo = done.undo();
  }

  /** What is there already is no new version. */
  private void moved(StreamDescriptor stream, @Nullable Integer position) {
    if (newVersion(stream)) {
      note(stream, position);
    } else {
      assertThat(target(stream, Long.MAX_VALUE)).isEqualTo(position);
    }
  }

  private boolean newVersion(StreamDescriptor stream) {
    return versions.list(connection, StreamKey.of(stream), 1, 0).stream()
        .anyMatch(version -> !seen.contains(version.version()));
  }

  /** Holds what was foretold against what the destination holds. */
  private void judge(StateHistory.StreamChange change, @Nullable Integer target) {
    var held = held(change.stream());
    int position = target == null ? 0 : target;
    var effect = change.effect();
    if (!held.torn
        && (effect.kind() == StateEffect.Kind.UNCHANGED
            || effect.kind() == StateEffect.Kind.DOUBLED)) {
      assertThat(held.lacksBefore(position)).as("%s to %s", change, target).isFalse();
    }
    boolean moves = StateVersion.positionOf(change.from()) != StateVersion.positionOf(change.to());
    if (moves
        && !pruned
        && (effect.kind() == StateEffect.Kind.UNCHANGED
            || effect.kind() == StateEffect.Kind.DOUBLED)) {
      assertThat(held.beyond(position))
          .as("%s to %s", change, target)
          .isLessThanOrEqualTo((int) effect.again().records());
    }
    if (effect.kind() == StateEffect.Kind.MISSING || effect.kind() == StateEffect.Kind.UNKNOWN) {
      held.torn = true;
    }
  }

  private void bring(StreamDescriptor stream, int position) throws ProtocolException {
    var brought = BroughtStates.of(state(stream, position).json());
    var told = history.bring(connection, brought, ASK);
    told.streams().forEach(change -> judge(change, position));
    assertThat(history.bring(connection, brought, FORCE)).isEqualTo(told);
    moved(stream, position);
    undo = told.undo();
  }

  private void begin(StreamDescriptor stream, StateReason reason) {
    boolean replaces = reason == StateReason.CLEAR;
    transactions.executeWrite(_ -> {
      states.beginGeneration(connection, stream, StateOrigin.of(reason, 7L), replaces);
      return true;
    });
    if (replaces) {
      destination.put(stream, new Held());
    }
    moved(stream, null);
    undo = null;
  }

  private void prune() {
    var limits = new RetentionPlan.Limits(4, Duration.ofDays(1), 1 << 20);
    pruned |= store.bean(StatePruning.class).prune(connection, limits) > 0;
  }

  private void note(StreamDescriptor stream, @Nullable Integer position) {
    long version = versions.list(connection, StreamKey.of(stream), 1, 0).getFirst().version();
    seen.add(version);
    rows.add(new Row(version, stream, position));
  }

  private @Nullable Integer target(StreamDescriptor stream, long version) {
    Integer position = null;
    for (var row : rows) {
      if (row.stream().equals(stream) && row.version() <= version) {
        position = row.position();
      }
    }
    return position;
  }

  private Held held(StreamDescriptor stream) {
    return Objects.requireNonNull(destination.get(stream), "one of the model's streams");
  }

  /** The states that a source would get. */
  Set<String> present() {
    var present = new HashSet<String>();
    for (var stream : destination.keySet()) {
      var position = target(stream, Long.MAX_VALUE);
      if (position != null) {
        present.add(state(stream, position).json());
      }
    }
    return present;
  }

  Set<String> stored() {
    return Set.copyOf(states.states(connection));
  }

  /** Nothing once the oldest were removed, whose records nobody counts any more. */
  long recordsOfVersions() {
    return pruned ? 0 : versions.all(connection).stream().mapToLong(StateVersion::records).sum();
  }

  long recordsCommitted() {
    return pruned ? 0 : committed;
  }

  private static StreamState state(StreamDescriptor stream, int position) {
    return StreamState.of(stream, Json.mapper().createObjectNode().put("n", position), null);
  }
}
