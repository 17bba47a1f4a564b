package io.lasius.server.state;

import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.exceptions.IllegalTransactionStateException;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@OnEachDatabase
final class ConnectionStateStoreTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final StreamDescriptor ORDERS = new StreamDescriptor("orders", "shop");

  private final StoreUnderTest store;
  private final ConnectionStateStore states;
  private final TransactionOperations<?> transactions;
  private UUID connection = new UUID(0, 0);
  private long job;

  ConnectionStateStoreTest(StoreUnderTest store) {
    this.store = store;
    this.states = store.bean(ConnectionStateStore.class);
    this.transactions = store.bean(TransactionOperations.class);
  }

  @BeforeEach
  void makeAConnectionWithAJob() throws SQLException {
    store.clear();
    connection = store.connection(incremental(USERS)).id();
    store.execute(
        """
        INSERT INTO job (connection_id, status, cancel_requested, created_at, updated_at, due_at, lease_epoch,
          complete_failures, successive_complete_failures, partial_failures, successive_partial_failures)
        VALUES (?, 'SUCCEEDED', FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, 0, 0, 0, 0)\
        """,
        connection);
    job = Long.parseLong(store.texts("SELECT MAX(id) FROM job").getFirst());
  }

  @Test
  void keepsAStateByteForByte() {
    var text =
        "{ \"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},"
            + "\"stream_state\":{\"price\":37.00,\"n\":12345678901234567890.123456789012345678901,"
            + "\"e\":1E+2,\"text\":\"\\u00e9é😀\\n\",\"empty\":[],\"no\":null}},\"x\":1 }";

    put(text);

    assertThat(states.states(connection)).containsExactly(text);
  }

  @Test
  void putsAStateInPlaceOfTheOneBefore() {
    put(stream("users", null, 1));
    put(stream("users", null, 2));

    assertThat(states.states(connection)).containsExactly(stream("users", null, 2));
  }

  @Test
  void tellsAMissingNamespaceFromAnEmptyOne() {
    put(stream("users", null, 1));
    put(stream("users", "", 2));

    assertThat(states.states(connection))
        .containsExactlyInAnyOrder(stream("users", null, 1), stream("users", "", 2));
  }

  @Test
  void keepsTheStatesOfEachConnectionApart() throws SQLException {
    put(stream("users", null, 1));

    assertThat(states.states(store.connection(incremental(USERS)).id())).isEmpty();
  }

  @Test
  void forgetsTheStateOfAStreamThatBeginsAgainAndNoOther() {
    put(stream("users", null, 1));
    put(stream("orders", "shop", 1));

    beginGeneration(USERS);
    beginGeneration(USERS);

    assertThat(states.states(connection)).containsExactly(stream("orders", "shop", 1));
    assertThat(states.generation(connection, USERS)).isEqualTo(2);
    assertThat(states.generation(connection, ORDERS)).isZero();
  }

  @Test
  void forgetsTheStreamsPartOfAStateOfAllStreamsAndKeepsTheDigitsOfTheRest() {
    put(
        """
        {"type":"GLOBAL","global":{"shared_state":{"lsn":37.00},"stream_states":[\
        {"stream_descriptor":{"name":"users"},"stream_state":{"n":1}},\
        {"stream_descriptor":{"name":"users","namespace":"shop"},"stream_state":{"n":2.50}}]}}\
        """);

    beginGeneration(USERS);

    assertThat(states.states(connection))
        .containsExactly(
            """
            {"type":"GLOBAL","global":{"shared_state":{"lsn":37.00},"stream_states":[\
            {"stream_descriptor":{"name":"users","namespace":"shop"},"stream_state":{"n":2.50}}]}}\
            """);
  }

  @Test
  void changesNothingOutsideATransactionOfItsCaller() throws Exception {
    var state = MessageCodec.readState(stream("users", null, 1));

    assertThatThrownBy(() -> states.put(connection, state, StateOrigin.sync(job, 0, 1, 10)))
        .isInstanceOf(IllegalTransactionStateException.class);
    assertThatThrownBy(() ->
            states.beginGeneration(connection, USERS, StateOrigin.of(StateReason.CLEAR, job), true))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void undoesWhatATransactionStoredThatFails() throws Exception {
    var state = MessageCodec.readState(stream("users", null, 1));

    assertThatThrownBy(() ->
            transactions.executeWrite(_ -> {
              states.put(connection, state, StateOrigin.sync(job, 0, 1, 10));
              states.beginGeneration(
                  connection, ORDERS, StateOrigin.of(StateReason.CLEAR, job), true);
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");

    assertThat(states.states(connection)).isEmpty();
    assertThat(states.generation(connection, ORDERS)).isZero();
  }

  private void put(String text) {
    transactions.executeWrite(_ -> {
      states.put(connection, MessageCodec.readState(text), StateOrigin.sync(job, 0, 1, 10));
      return job;
    });
  }

  private void beginGeneration(StreamDescriptor stream) {
    transactions.executeWrite(_ -> {
      states.beginGeneration(connection, stream, StateOrigin.of(StateReason.CLEAR, job), true);
      return job;
    });
  }

  private static String stream(String name, @Nullable String namespace, int n) {
    return namespace == null
        ? "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"n\":%d}}}"
            .formatted(name, n)
        : "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\",\"namespace\":\"%s\"},\"stream_state\":{\"n\":%d}}}"
            .formatted(name, namespace, n);
  }
}
