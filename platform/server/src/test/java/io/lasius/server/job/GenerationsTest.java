package io.lasius.server.job;

import static io.lasius.server.StoreUnderTest.fullRefresh;
import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.replication.ReplicationOutcome;
import io.lasius.replication.ReplicationReport;
import io.lasius.replication.StateCommit;
import io.lasius.replication.StreamCounts;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.http.ProblemException;
import io.lasius.server.state.ConnectionStateStore;
import io.micronaut.data.exceptions.DataAccessException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a job begins anew, and what it lets go of. */
@Timeout(30)
@OnEachDatabase
final class GenerationsTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final StreamDescriptor ORDERS = new StreamDescriptor("orders", "shop");
  private static final ReplicationReport NOTHING =
      new ReplicationReport(List.of(), List.of(), List.of(), 0, 0, 0, 0);
  private static final String GLOBAL =
      "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"lsn\":1},\"stream_states\":["
          + "{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"at\":1}},"
          + "{\"stream_descriptor\":{\"name\":\"orders\",\"namespace\":\"shop\"},\"stream_state\":{\"at\":2}}]}}";

  private final StoreUnderTest store;
  private final Jobs jobs;
  private final JobClaims claims;
  private final AttemptResults results;
  private final JobPreviews previews;
  private final ConnectionStateStore states;

  GenerationsTest(StoreUnderTest store) {
    this.store = store;
    this.jobs = store.bean(Jobs.class);
    this.claims = store.bean(JobClaims.class);
    this.results = store.bean(AttemptResults.class);
    this.previews = store.bean(JobPreviews.class);
    this.states = store.bean(ConnectionStateStore.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void aRefreshBeginsTheStreamsThatItListsAndThoseThatAreReadWhole() throws Exception {
    var connection = connection(incremental(USERS), fullRefresh(ORDERS));
    sync(connection, state(USERS), state(ORDERS));

    var generations = begin(connection, new JobWork(JobType.REFRESH_MERGE, List.of(USERS)));

    assertThat(states.states(connection.id())).isEmpty();
    assertThat(generations)
        .containsEntry(USERS, new StreamGeneration(1, false))
        .containsEntry(ORDERS, new StreamGeneration(2, true));
  }

  @Test
  void aRefreshOfSomeStreamsLeavesTheOthersAsTheyAre() throws Exception {
    var connection = connection(incremental(USERS), incremental(ORDERS));
    sync(connection, state(USERS), state(ORDERS));

    var generations = begin(connection, new JobWork(JobType.REFRESH_TRUNCATE, List.of(ORDERS)));

    assertThat(states.states(connection.id())).containsExactly(state(USERS));
    assertThat(generations)
        .containsEntry(USERS, new StreamGeneration(0, false))
        .containsEntry(ORDERS, new StreamGeneration(1, true));
  }

  @Test
  void aSyncAfterATruncatingRefreshKeepsAllData() throws Exception {
    var connection = connection(incremental(USERS));
    var _ = begin(connection, new JobWork(JobType.REFRESH_TRUNCATE, List.of(USERS)));
    succeed();

    assertThat(begin(connection, JobWork.SYNC))
        .containsEntry(USERS, new StreamGeneration(1, false));
  }

  @Test
  void aClearIsOfTheStreamsThatItListsAlone() throws Exception {
    var connection = connection(incremental(USERS), fullRefresh(ORDERS));
    sync(connection, state(USERS), state(ORDERS));

    var generations = begin(connection, new JobWork(JobType.CLEAR, List.of(USERS)));

    assertThat(states.states(connection.id())).containsExactly(state(ORDERS));
    assertThat(generations).containsOnly(Map.entry(USERS, new StreamGeneration(1, true)));
    assertThat(states.generation(connection.id(), ORDERS)).isEqualTo(1);
  }

  @Test
  void aStateOfAllStreamsKeepsItsSharedPartUntilAllBeginAnew() throws Exception {
    var connection = connection(incremental(USERS), incremental(ORDERS));
    sync(connection, GLOBAL);

    var _ = begin(connection, new JobWork(JobType.CLEAR, List.of(USERS)));
    succeed();

    assertThat(states.states(connection.id()))
        .singleElement()
        .asString()
        .contains("lsn", "orders")
        .doesNotContain("users");
    var _ = begin(connection, new JobWork(JobType.CLEAR, List.of(USERS, ORDERS)));
    assertThat(states.states(connection.id())).isEmpty();
  }

  @Test
  void aStateThatTellsNoStreamsApartIsClearedWholeOrNotAtAll() throws Exception {
    var connection = connection(incremental(USERS), incremental(ORDERS));
    sync(connection, "{\"type\":\"LEGACY\",\"data\":{\"at\":1}}");

    assertThatThrownBy(() -> jobs.create(connection, new JobWork(JobType.CLEAR, List.of(USERS))))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(409));

    assertThat(jobs.live()).isEmpty();
    assertThat(states.generation(connection.id(), USERS)).isZero();
    assertThat(states.states(connection.id())).hasSize(1);
    var _ = begin(connection, new JobWork(JobType.CLEAR, List.of(USERS, ORDERS)));
    assertThat(states.states(connection.id())).isEmpty();
  }

  /** The second stream's generation cannot be counted on: its number is the last that there is. */
  @Test
  void aJobThatCannotBeMadeWholeChangesNothing() throws Exception {
    var connection = connection(incremental(USERS), incremental(ORDERS));
    sync(connection, state(USERS), state(ORDERS));
    store.execute(
        "INSERT INTO stream_generation (connection_id, stream, generation) VALUES (?, ?, ?)",
        connection.id(),
        StreamKey.of(ORDERS),
        Long.MAX_VALUE);

    assertThatThrownBy(
            () -> jobs.create(connection, new JobWork(JobType.CLEAR, List.of(USERS, ORDERS))))
        .isInstanceOf(DataAccessException.class);

    assertThat(jobs.live()).isEmpty();
    assertThat(states.generation(connection.id(), USERS)).isZero();
    assertThat(states.states(connection.id())).hasSize(2);
  }

  @Test
  void whatAFailedClearLeftIsReplacedByTheNextSyncThatSucceeds() throws Exception {
    var connection = connection(incremental(USERS));
    var _ = begin(connection, new JobWork(JobType.CLEAR, List.of(USERS)));
    fail();

    assertThat(begin(connection, JobWork.SYNC)).containsEntry(USERS, new StreamGeneration(2, true));
    fail();
    assertThat(begin(connection, JobWork.SYNC)).containsEntry(USERS, new StreamGeneration(3, true));
    succeed();
    assertThat(begin(connection, JobWork.SYNC))
        .containsEntry(USERS, new StreamGeneration(3, false));
  }

  @Test
  void aClearThatWasCancelledIsForgotten() throws Exception {
    var connection = connection(incremental(USERS));
    jobs.cancel(jobs.create(connection, new JobWork(JobType.CLEAR, List.of(USERS))).number());

    assertThat(begin(connection, JobWork.SYNC))
        .containsEntry(USERS, new StreamGeneration(1, false));
  }

  @Test
  void tellsWhatWouldBecomeOfEachStreamAndDoesNothing() throws Exception {
    var connection = connection(incremental(USERS), fullRefresh(ORDERS));
    sync(connection, state(USERS), state(ORDERS));
    sync(connection, state(USERS), state(ORDERS));
    var _ = begin(connection, new JobWork(JobType.CLEAR, List.of(USERS)));
    succeed();
    sync(connection, state(USERS), state(ORDERS));
    sync(connection, state(USERS), state(ORDERS));
    fail(connection);

    assertThat(effects(connection, new JobWork(JobType.CLEAR, List.of(ORDERS))))
        .containsExactly("orders cleared 5 10");
    assertThat(effects(connection, new JobWork(JobType.REFRESH_TRUNCATE, List.of(USERS))))
        .containsExactly("users replaced 1 30", "orders replaced 5 10");
    assertThat(effects(connection, new JobWork(JobType.REFRESH_MERGE, List.of(USERS))))
        .containsExactly("users kept 1 30", "orders replaced 5 10");
    assertThat(effects(connection, JobWork.SYNC))
        .containsExactly("users continued 1 30", "orders replaced 5 10");
    assertThat(jobs.live()).isEmpty();
    assertThat(states.generation(connection.id(), USERS)).isEqualTo(1);
  }

  private List<String> effects(Connection connection, JobWork work) {
    return previews.of(connection, work).streams().stream()
        .map(stream ->
            "%s %s %d %d"
                .formatted(
                    stream.streamName(), stream.effect(), stream.generation(), stream.records()))
        .toList();
  }

  private Connection connection(ConnectionStream... streams) throws SQLException {
    return store.connection(streams);
  }

  /** A sync that commits ten records with each state, and succeeds. */
  private void sync(Connection connection, String... committed) throws Exception {
    var _ = begin(connection, JobWork.SYNC);
    commit(committed);
    succeed();
  }

  private JobLease lease = new JobLease(new Attempt.AttemptId(0, 0), new UUID(0, 0), 0);

  private Map<StreamDescriptor, StreamGeneration> begin(Connection connection, JobWork work)
      throws Exception {
    var job = jobs.create(connection, work);
    lease = claims.claim(UUID.randomUUID(), "e", Duration.ofMinutes(1)).orElseThrow();
    var streams = job.streamsOf(connection).stream().map(ConnectionStream::descriptor).toList();
    return results.generations(lease, streams);
  }

  private void commit(String... committed) throws Exception {
    for (var text : committed) {
      var state = MessageCodec.readState(text);
      var counted = text.contains("\"orders\"") ? ORDERS : USERS;
      results.commit(
          lease, List.of(new StateCommit(state, Map.of(counted, new StreamCounts(10, 100)))));
    }
  }

  private void succeed() throws Exception {
    results.finish(lease, new ReplicationOutcome.Succeeded(NOTHING), false);
  }

  /** Fails for good. */
  private void fail() throws Exception {
    var reason =
        FailureReason.now(FailureOrigin.DESTINATION, FailureType.CONFIG_ERROR, "it is full", "");
    results.finish(lease, new ReplicationOutcome.Failed(NOTHING, List.of(reason)), false);
  }

  /** A sync that commits something and then fails. */
  private void fail(Connection connection) throws Exception {
    var _ = begin(connection, JobWork.SYNC);
    commit(state(USERS), state(ORDERS));
    fail();
  }

  private static String state(StreamDescriptor stream) {
    return "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":%s,\"stream_state\":{\"at\":1}}}"
        .formatted(StreamKey.of(stream));
  }
}
