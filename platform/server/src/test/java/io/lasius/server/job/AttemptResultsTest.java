package io.lasius.server.job;

import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.message.StreamStatusTrace;
import io.lasius.replication.ConnectorCount;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.replication.QueryCount;
import io.lasius.replication.Rejection;
import io.lasius.replication.ReplicationOutcome;
import io.lasius.replication.ReplicationReport;
import io.lasius.replication.StateCommit;
import io.lasius.replication.StreamCounts;
import io.lasius.replication.StreamReport;
import io.lasius.replication.Verdict;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.state.ConnectionStateStore;
import io.micronaut.data.exceptions.DataAccessException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@OnEachDatabase
final class AttemptResultsTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final StreamDescriptor ORDERS = new StreamDescriptor("orders", "shop");
  private static final ReplicationReport NOTHING = ReplicationReport.none(List.of());

  private final StoreUnderTest store;
  private final Jobs jobs;
  private final JobClaims claims;
  private final AttemptResults results;
  private final ConnectionStateStore states;
  private final AttemptStreamStore streams;

  AttemptResultsTest(StoreUnderTest store) {
    this.store = store;
    this.jobs = store.bean(Jobs.class);
    this.claims = store.bean(JobClaims.class);
    this.results = store.bean(AttemptResults.class);
    this.states = store.bean(ConnectionStateStore.class);
    this.streams = store.bean(AttemptStreamStore.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void storesTheStatesOfOneCommitAndTheirRecordsTogether() throws Exception {
    var lease = begin();

    results.commit(lease, List.of(commit(USERS, 1, 10), commit(USERS, 2, 5), commit(ORDERS, 7, 1)));
    results.commit(lease, List.of(commit(USERS, 3, 1)));

    assertThat(states.states(lease.connectionId()))
        .containsExactlyInAnyOrder(state(USERS, 3).json(), state(ORDERS, 7).json());
    assertThat(streams.committedRecords(lease.jobId())).isEqualTo(17);
    assertThat(streams.committedBytes(lease.jobId())).isEqualTo(1700);
    assertThat(streams.ofAttempt(lease.jobId(), 0))
        .extracting(AttemptStream::committedRecords)
        .containsExactlyInAnyOrder(16L, 1L);
  }

  @Test
  void storesRecordsWithoutAPointToResumeFrom() throws Exception {
    var lease = begin();

    results.commit(lease, List.of(new StateCommit(null, Map.of(USERS, new StreamCounts(3, 300)))));

    assertThat(states.states(lease.connectionId())).isEmpty();
    assertThat(streams.committedRecords(lease.jobId())).isEqualTo(3);
  }

  @Test
  void storesNothingOfACommitThatFailsInItsMiddle() throws Exception {
    var lease = begin();
    results.commit(lease, List.of(commit(USERS, 1, 10)));
    var tooLong = StreamDescriptor.of("x".repeat(3000));

    assertThatThrownBy(
            () -> results.commit(lease, List.of(commit(USERS, 2, 5), commit(tooLong, 1, 1))))
        .isInstanceOf(DataAccessException.class);

    assertThat(states.states(lease.connectionId())).containsExactly(state(USERS, 1).json());
    assertThat(streams.committedRecords(lease.jobId())).isEqualTo(10);
  }

  @Test
  void refusesEverythingOfALeaseThatHasPassedOn() throws Exception {
    create();
    var lost = claims.claim(UUID.randomUUID(), "e", Duration.ZERO).orElseThrow();
    var _ = claims.takeOver(UUID.randomUUID(), "e", LEASE).orElseThrow();

    assertThatThrownBy(() -> results.commit(lost, List.of(commit(USERS, 1, 10))))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> results.beginAgain(lost, List.of(USERS)))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> results.finish(lost, new ReplicationOutcome.Succeeded(NOTHING), false))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> results.lost(lost, reason(FailureType.TRANSIENT_ERROR)))
        .isInstanceOf(LeaseLostException.class);

    assertThat(states.states(lost.connectionId())).isEmpty();
    assertThat(states.generation(lost.connectionId(), USERS)).isZero();
    assertThat(job(lost).status()).isEqualTo(JobStatus.RUNNING);
    assertThat(attempt(lost).status()).isEqualTo(AttemptStatus.RUNNING);
  }

  @Test
  void refusesEverythingOfAnAttemptThatHasEnded() throws Exception {
    var lease = begin();
    results.finish(lease, new ReplicationOutcome.Succeeded(NOTHING), false);

    assertThatThrownBy(() -> results.commit(lease, List.of(commit(USERS, 1, 10))))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> results.lost(lease, reason(FailureType.TRANSIENT_ERROR)))
        .isInstanceOf(LeaseLostException.class);

    assertThat(attempt(lease).status()).isEqualTo(AttemptStatus.SUCCEEDED);
    assertThat(states.states(lease.connectionId())).isEmpty();
  }

  @Test
  void beginsStreamsAgainInANewGeneration() throws Exception {
    var lease = begin();
    results.commit(lease, List.of(commit(USERS, 1, 10), commit(ORDERS, 1, 10)));

    results.beginAgain(lease, List.of(USERS));

    assertThat(states.states(lease.connectionId())).containsExactly(state(ORDERS, 1).json());
    assertThat(states.generation(lease.connectionId(), USERS)).isEqualTo(1);
  }

  @Test
  void endsTheJobOfAnAttemptThatSucceeded() throws Exception {
    var lease = begin();
    results.commit(lease, List.of(commit(USERS, 1, 10)));
    var users =
        new StreamReport(
            USERS,
            new StreamCounts(16, 1600),
            new StreamCounts(3, 300),
            Map.of(Rejection.UNREADABLE, new StreamCounts(1, 100)),
            1,
            3,
            new StreamCounts(12, 1200),
            new StreamCounts(10, 1000),
            new ConnectorCount(17L, 0, 16, null),
            new ConnectorCount(
                12L,
                2,
                12,
                new QueryCount.Found(ConnectorRole.DESTINATION, USERS, 9, 10, 2, 0, true)),
            List.of("it counted 17"),
            StreamStatusTrace.Status.COMPLETE);

    results.finish(
        lease,
        new ReplicationOutcome.Succeeded(
            new ReplicationReport(List.of(users), List.of("it counted 17"), List.of(), 4, 5, 6, 7)),
        false);

    assertThat(job(lease).status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job(lease).liveConnectionId()).isNull();
    assertThat(job(lease).leaseOwner()).isNull();
    assertThat(attempt(lease).status()).isEqualTo(AttemptStatus.SUCCEEDED);
    assertThat(attempt(lease).endedAt()).isNotNull();
    assertThat(attempt(lease).differences()).containsExactly("it counted 17");
    assertThat(attempt(lease).verdict()).isEqualTo(users.verdict());
    assertThat(attempt(lease).unconfiguredRecords()).isEqualTo(4);
    assertThat(attempt(lease).unattributedRecords()).isEqualTo(5);
    assertThat(attempt(lease).sourceErrors()).isEqualTo(6);
    assertThat(attempt(lease).destinationErrors()).isEqualTo(7);
    assertThat(streams.ofAttempt(lease.jobId(), 0))
        .contains(
            new AttemptStream(
                new AttemptStream.AttemptStreamId(lease.jobId(), 0, "{\"name\":\"users\"}"),
                16,
                1600,
                3,
                300,
                12,
                1200,
                10,
                1000,
                1,
                3,
                Map.of(Rejection.UNREADABLE, new StreamCounts(1, 100)),
                17L,
                12L,
                2,
                null,
                9L,
                new Verdict(Verdict.Kind.MISMATCH, List.of("it counted 17"))));
  }

  @Test
  void endsTheJobOfAnAttemptThatWasCancelled() throws Exception {
    var lease = begin();

    results.finish(lease, new ReplicationOutcome.Cancelled(NOTHING), false);

    assertThat(job(lease).status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(attempt(lease).status()).isEqualTo(AttemptStatus.CANCELLED);
  }

  @Test
  void triesAJobAgainLaterAfterAFailureWithoutProgress() throws Exception {
    var lease = begin();

    results.finish(lease, failed(FailureType.TRANSIENT_ERROR), false);

    assertThat(job(lease).status()).isEqualTo(JobStatus.INCOMPLETE);
    assertThat(job(lease).failures()).isEqualTo(new FailureHistory(1, 1, 0, 0));
    assertThat(claims.untilDue(claims.now()).orElseThrow())
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    assertThat(attempt(lease).status()).isEqualTo(AttemptStatus.FAILED);
    assertThat(attempt(lease).failures()).containsExactly(reason(FailureType.TRANSIENT_ERROR));
  }

  @Test
  void triesAJobAgainLaterAfterAFailureWithProgressToo() throws Exception {
    var lease = begin();
    results.commit(lease, List.of(commit(USERS, 1, 1)));

    results.finish(lease, failed(FailureType.SYSTEM_ERROR), false);

    assertThat(job(lease).failures()).isEqualTo(new FailureHistory(0, 0, 1, 1));
    assertThat(claims.untilDue(claims.now()).orElseThrow())
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  @Test
  void triesAJobAgainAtOnceAfterAFailureOfThePlatform() throws Exception {
    var lease = begin();

    results.finish(lease, failed(FailureType.TRANSIENT_ERROR), true);

    assertThat(claims.claim(UUID.randomUUID(), "e", LEASE)).isPresent();
  }

  @Test
  void givesUpAtOnceWhereTheConfigurationIsWrong() throws Exception {
    var lease = begin();

    results.finish(lease, failed(FailureType.CONFIG_ERROR), false);

    assertThat(job(lease).status()).isEqualTo(JobStatus.FAILED);
    assertThat(job(lease).liveConnectionId()).isNull();
  }

  @Test
  void givesUpAfterFiveFailuresWithoutProgress() throws Exception {
    var lease = begin();
    for (int i = 0; i < 4; i++) {
      results.finish(lease, failed(FailureType.TRANSIENT_ERROR), true);
      assertThat(job(lease).status()).isEqualTo(JobStatus.INCOMPLETE);
      lease = claims.claim(UUID.randomUUID(), "e", LEASE).orElseThrow();
    }

    results.finish(lease, failed(FailureType.TRANSIENT_ERROR), true);

    assertThat(job(lease).status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  void triesAJobNoMoreThatSomebodyCancelled() throws Exception {
    var lease = begin();
    jobs.cancel(lease.jobId());

    results.finish(lease, failed(FailureType.TRANSIENT_ERROR), false);

    assertThat(job(lease).status()).isEqualTo(JobStatus.CANCELLED);
  }

  @Test
  void tellsTheFailuresOfTheAttemptBeforeAlsoWhereTheJobIsAnother() throws Exception {
    var first = begin();
    assertThat(results.failuresBefore(first)).isEmpty();
    results.finish(first, failed(FailureType.TRANSIENT_ERROR), true);
    var second = claims.claim(UUID.randomUUID(), "e", LEASE).orElseThrow();
    assertThat(results.failuresBefore(second)).containsExactly(reason(FailureType.TRANSIENT_ERROR));
    results.finish(second, failed(FailureType.CONFIG_ERROR), true);

    jobs.create(store.bean(ConnectionStore.class).get(second.connectionId()));
    var third = claims.claim(UUID.randomUUID(), "e", LEASE).orElseThrow();

    assertThat(results.failuresBefore(third)).containsExactly(reason(FailureType.CONFIG_ERROR));
    results.finish(third, new ReplicationOutcome.Succeeded(NOTHING), true);
    jobs.create(store.bean(ConnectionStore.class).get(second.connectionId()));
    var fourth = claims.claim(UUID.randomUUID(), "e", LEASE).orElseThrow();
    assertThat(results.failuresBefore(fourth)).isEmpty();
  }

  private JobLease begin() throws SQLException {
    create();
    return claims.claim(UUID.randomUUID(), "e", LEASE).orElseThrow();
  }

  private void create() throws SQLException {
    jobs.create(store.connection(incremental(USERS), incremental(ORDERS)));
  }

  private Job job(JobLease lease) {
    return jobs.find(lease.jobId()).orElseThrow();
  }

  private Attempt attempt(JobLease lease) {
    return store.bean(AttemptStore.class).findById(lease.attempt()).orElseThrow();
  }

  private static ReplicationOutcome failed(FailureType type) {
    return new ReplicationOutcome.Failed(NOTHING, List.of(reason(type)));
  }

  private static FailureReason reason(FailureType type) {
    return new FailureReason(
        FailureOrigin.SOURCE,
        type,
        "it \"failed\" – ünexpectedly",
        "why",
        USERS,
        Instant.parse("2026-01-02T03:04:05.678Z"));
  }

  private static StateCommit commit(StreamDescriptor stream, int position, long records) {
    return new StateCommit(
        state(stream, position), Map.of(stream, new StreamCounts(records, records * 100)));
  }

  private static StreamState state(StreamDescriptor stream, int position) {
    return StreamState.of(stream, JsonNodeFactory.instance.numberNode(position), null);
  }
}
