package io.lasius.server.state;

import static io.lasius.server.StoreUnderTest.fullRefresh;
import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.ProtocolException;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.http.ProblemException;
import io.lasius.server.state.StateHistory.StreamChange;
import io.lasius.server.state.StateHistory.Wish;
import io.micronaut.transaction.TransactionOperations;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@OnEachDatabase
final class StateHistoryTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final StreamDescriptor ORDERS = new StreamDescriptor("orders", "shop");
  private static final Wish DO = new Wish(false, false);
  private static final Wish FORCE = new Wish(true, false);
  private static final Wish ASK = new Wish(false, true);

  private final StoreUnderTest store;
  private final ConnectionStateStore states;
  private final StateVersionStore versions;
  private final StateHistory history;
  private final TransactionOperations<?> transactions;
  private UUID connection = new UUID(0, 0);

  StateHistoryTest(StoreUnderTest store) {
    this.store = store;
    this.states = store.bean(ConnectionStateStore.class);
    this.versions = store.bean(StateVersionStore.class);
    this.history = store.bean(StateHistory.class);
    this.transactions = store.bean(TransactionOperations.class);
  }

  @BeforeEach
  void makeAConnection() throws SQLException {
    store.clear();
    connection = store.connection(incremental(USERS), incremental(ORDERS)).id();
  }

  @Test
  void keepsEachCommitWithItsJobAndRecords() {
    long first = commit(users(1), 10);
    long second = commit(users(2), 5);

    assertThat(versions.list(connection, 10, 0))
        .extracting(
            StateVersion::version,
            StateVersion::jobId,
            StateVersion::attempt,
            StateVersion::records,
            StateVersion::bytes,
            StateVersion::reason,
            StateVersion::stateBytes)
        .containsExactly(
            tuple(second, 7L, 1, 5L, 50L, StateReason.SYNC, (long) users(2).length()),
            tuple(first, 7L, 1, 10L, 100L, StateReason.SYNC, (long) users(1).length()));
    assertThat(versions.text(first)).hasValue(users(1));
  }

  @Test
  void goesBackToWhereAllStreamsStoodAndForwardAgain() {
    commit(users(1), 10);
    long then = commit(orders(1), 3);
    commit(users(2), 5);
    commit(orders(2), 4);

    var back = history.restore(connection, then, null, DO);

    assertThat(states.states(connection)).containsExactlyInAnyOrder(users(1), orders(1));
    assertThat(effects(back)).containsExactly("DOUBLED 5", "DOUBLED 4");
    var undone = history.restore(connection, undo(back), null, DO);
    assertThat(states.states(connection)).containsExactlyInAnyOrder(users(2), orders(2));
    assertThat(effects(undone)).containsExactly("UNCHANGED 0", "UNCHANGED 0");
  }

  @Test
  void setsOneStreamBackAndLeavesTheOthers() {
    long then = commit(users(1), 10);
    commit(users(2), 5);
    commit(orders(1), 3);

    var outcome = history.restore(connection, then, USERS, DO);

    assertThat(states.states(connection)).containsExactlyInAnyOrder(users(1), orders(1));
    assertThat(outcome.streams()).extracting(StreamChange::stream).containsExactly(USERS);
  }

  @Test
  void takesTheStateOfAStreamThatHadNoneThen() {
    long then = commit(users(1), 10);
    commit(orders(1), 3);

    var outcome = history.restore(connection, then, null, DO);

    assertThat(states.states(connection)).containsExactly(users(1));
    assertThat(effects(outcome)).containsExactly("UNCHANGED 0", "DOUBLED 3");
  }

  @Test
  void onlyTellsWhatItWouldDoWhereThatIsAskedFor() {
    long then = commit(users(1), 10);
    commit(users(2), 5);

    var told = history.restore(connection, then, null, ASK);
    var brought = history.bring(connection, brought(users(3)), ASK);

    assertThat(effects(told)).contains("DOUBLED 5");
    assertThat(effects(brought)).containsExactly("UNKNOWN 0");
    assertThat(versions.list(connection, 10, 0)).hasSize(2);
  }

  @Test
  void countsWhatOtherBranchesDelivered() {
    commit(users(1), 1);
    long one = newest();
    commit(users(2), 2);
    long two = newest();
    history.restore(connection, one, null, DO);
    commit(users(3), 4);
    long three = newest();

    assertThat(effects(history.restore(connection, two, USERS, DO))).containsExactly("DOUBLED 4");
    assertThat(effects(history.restore(connection, three, USERS, DO))).containsExactly("DOUBLED 2");
    assertThat(effects(history.restore(connection, one, USERS, DO))).containsExactly("DOUBLED 6");
  }

  @Test
  void findsRecordsThatComeAgainByTheirKey() throws SQLException {
    connection = store.connection(StoreUnderTest.deduplicated(USERS)).id();
    long then = commit(users(1), 10);
    commit(users(2), 5);

    assertThat(effects(history.restore(connection, then, null, DO))).containsExactly("UNCHANGED 0");
  }

  @Test
  void neverMattersToAStreamThatIsReadWhole() throws SQLException {
    connection = store.connection(fullRefresh(USERS)).id();
    long then = commit(users(1), 10);
    beginGeneration(USERS, StateReason.FULL_REFRESH, true);

    assertThat(effects(history.restore(connection, then, null, DO))).containsExactly("UNCHANGED 0");
  }

  @Test
  void losesRecordsOnlyWhereThatIsForced() {
    long then = commit(users(1), 10);
    beginGeneration(USERS, StateReason.CLEAR, true);

    assertProblem(409, "'force'", () -> history.restore(connection, then, null, DO));
    assertThat(states.states(connection)).isEmpty();
    var forced = history.restore(connection, then, null, FORCE);

    assertThat(effects(forced)).containsExactly("MISSING 0", "UNCHANGED 0");
    assertThat(states.states(connection)).containsExactly(users(1));
    assertThat(effects(history.restore(connection, undo(forced), null, DO)))
        .containsExactly("UNCHANGED 0", "UNCHANGED 0");
    assertThat(states.states(connection)).isEmpty();
  }

  @Test
  void losesNothingWhereARefreshKeepsWhatIsThere() {
    long then = commit(users(1), 10);
    commit(users(2), 5);
    beginGeneration(USERS, StateReason.REFRESH, false);
    commit(users(1), 10);

    assertThat(effects(history.restore(connection, then, null, DO)))
        .containsExactly("DOUBLED 15", "UNCHANGED 0");
  }

  @Test
  void setsAStateOfAllStreamsAsAWhole() {
    long then = commit(global(1), 10);
    commit(global(2), 5);

    assertProblem(400, "as a whole", () -> history.restore(connection, then, USERS, DO));
    var outcome = history.restore(connection, then, null, DO);

    assertThat(states.states(connection)).containsExactly(global(1));
    assertThat(effects(outcome)).containsExactly("DOUBLED 5", "DOUBLED 5");
  }

  @Test
  void refusesWhatIsNotTheConnections() throws SQLException {
    long version = commit(users(1), 10);
    var other = store.connection(incremental(USERS)).id();

    assertProblem(404, "state version", () -> history.restore(other, version, null, DO));
    assertProblem(
        400,
        "strangers",
        () -> history.restore(connection, version, StreamDescriptor.of("strangers"), DO));
    assertProblem(
        400,
        "strangers",
        () -> history.bring(connection, brought(users(1).replace("users", "strangers")), DO));
  }

  @Test
  void refusesToChangeAnythingWhileAJobIsUnderWay() throws SQLException {
    long version = commit(users(1), 10);
    store.execute(
        """
        INSERT INTO job (connection_id, live_connection_id, status, cancel_requested, created_at, updated_at, due_at,
          lease_epoch, complete_failures, successive_complete_failures, partial_failures, successive_partial_failures)
        VALUES (?, ?, 'PENDING', FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, 0, 0, 0, 0)\
        """,
        connection,
        connection);

    assertProblem(409, "under way", () -> history.restore(connection, version, null, DO));
    assertProblem(409, "under way", () -> history.bring(connection, brought(users(2)), DO));
    assertThat(effects(history.restore(connection, version, null, ASK))).hasSize(2);
  }

  @Test
  void takesStatesFromElsewhere() {
    long then = commit(users(1), 10);
    commit(users(2), 5);
    commit(orders(1), 3);

    var known = history.bring(connection, brought("[" + users(1) + "]"), DO);
    var unknown = history.bring(connection, brought(users(9)), DO);

    assertThat(effects(known)).containsExactly("DOUBLED 5");
    assertThat(known.streams().getFirst().to()).extracting(StateVersion::version).isEqualTo(then);
    assertThat(effects(unknown)).containsExactly("UNKNOWN 0");
    assertThat(states.states(connection)).containsExactlyInAnyOrder(users(9), orders(1));
    history.restore(connection, undo(unknown), null, DO);
    assertThat(states.states(connection)).containsExactlyInAnyOrder(users(1), orders(1));
  }

  @Test
  void takesAStateOfAnotherTypeInPlaceOfAllThatWere() {
    commit(users(1), 10);
    commit(orders(1), 3);

    var outcome = history.bring(connection, brought("{\"old\":37.00}"), DO);

    assertThat(states.states(connection))
        .containsExactly("{\"type\":\"LEGACY\",\"data\":{\"old\":37.00}}");
    history.bring(connection, brought("[" + users(1) + "]"), DO);
    assertThat(states.states(connection)).containsExactly(users(1));
    history.restore(connection, undo(outcome), null, DO);
    assertThat(states.states(connection)).containsExactlyInAnyOrder(users(1), orders(1));
  }

  @Test
  void keepsByCountAndStillAddsUp() {
    long first = commit(users(1), 1);
    commit(orders(1), 8);
    for (int n = 2; n <= 10; n++) {
      commit(users(n), n);
    }
    store
        .bean(StatePruning.class)
        .prune(connection, new RetentionPlan.Limits(3, Duration.ofDays(1), 1 << 20));

    assertThat(versions.ofStream(connection, "{\"name\":\"users\"}"))
        .extracting(StateVersion::records)
        .containsExactly(8L, 9L, 10L);
    assertThat(states.states(connection)).containsExactlyInAnyOrder(users(10), orders(1));
    assertProblem(404, "state version", () -> history.restore(connection, first, null, DO));
    assertProblem(409, "retention", () -> history.restore(connection, first + 1, null, DO));
  }

  private List<String> effects(StateHistory.Outcome outcome) {
    return outcome.streams().stream()
        .map(StreamChange::effect)
        .map(effect -> effect.kind() + " " + effect.again().records())
        .toList();
  }

  private static long undo(StateHistory.Outcome outcome) {
    assertThat(outcome.undo()).isNotNull();
    return outcome.undo() == null ? 0 : outcome.undo();
  }

  private long commit(String state, long records) {
    transactions.executeWrite(_ -> {
      states.put(
          connection, MessageCodec.readState(state), StateOrigin.sync(7, 1, records, records * 10));
      return true;
    });
    return newest();
  }

  private long newest() {
    return versions.list(connection, 1, 0).getFirst().version();
  }

  private void beginGeneration(StreamDescriptor stream, StateReason reason, boolean replaces) {
    transactions.executeWrite(_ -> {
      states.beginGeneration(connection, stream, StateOrigin.of(reason, 7L), replaces);
      return true;
    });
  }

  private static BroughtStates brought(String text) {
    try {
      return BroughtStates.of(text);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertProblem(int status, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(status);
              assertThat(e.problem().detail()).contains(words);
            });
  }

  private static String users(int n) {
    return "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"n\":%d}}}"
        .formatted(n);
  }

  private static String orders(int n) {
    return users(n).replace("\"name\":\"users\"", "\"name\":\"orders\",\"namespace\":\"shop\"");
  }

  private static String global(int n) {
    return "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"lsn\":%d},\"stream_states\":[]}}"
        .formatted(n);
  }
}
