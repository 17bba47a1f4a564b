package io.lasius.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.replication.ReplicationOutcome;
import io.lasius.replication.ReplicationReport;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.job.AttemptResults;
import io.lasius.server.job.JobClaims;
import io.lasius.server.job.JobLease;
import io.lasius.server.job.JobType;
import io.lasius.server.job.JobWork;
import io.lasius.server.timing.MissedRuns;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Syncs that come after those of another connection. */
@Timeout(30)
@OnEachDatabase
final class SyncAfterTest extends ScheduleFixture {
  private static final ReplicationReport NOTHING = ReplicationReport.none(List.of());
  private static final ReplicationOutcome SUCCEEDED = new ReplicationOutcome.Succeeded(NOTHING);
  private static final ReplicationOutcome FAILED =
      new ReplicationOutcome.Failed(
          NOTHING,
          List.of(
              FailureReason.now(FailureOrigin.SOURCE, FailureType.CONFIG_ERROR, "it failed", "")));

  private final JobClaims claims;
  private final AttemptResults results;
  private Connection first;
  private Connection second;

  SyncAfterTest(StoreUnderTest store) {
    super(store);
    claims = store.bean(JobClaims.class);
    results = store.bean(AttemptResults.class);
  }

  @BeforeEach
  void putOneAfterTheOther() throws Exception {
    first = scheduled("manual", MissedRuns.ONCE);
    second = scheduled("manual", MissedRuns.ONCE);
    store.execute(
        """
        INSERT INTO connection_queue (connection_id, priority, blackouts, sync_after)
        VALUES (?, 'NORMAL', '[]', ?)\
        """,
        second.id(),
        first.id());
  }

  @Test
  void syncsOnceAfterEachSyncThatSucceeded() throws Exception {
    for (int i = 1; i <= 2; i++) {
      run(first, SUCCEEDED);
      take();
      take();
      assertThat(jobsMade(second)).isEqualTo(i);
      results.finish(claim(), SUCCEEDED, false);
    }

    take();
    assertThat(jobsMade(second)).isEqualTo(2);
    assertThat(jobsMade(first)).isEqualTo(2);
  }

  @Test
  void doesNotSyncAfterAFailureOrAClear() throws Exception {
    run(first, FAILED);
    jobs.create(first, new JobWork(JobType.CLEAR, first.descriptors()));
    results.finish(claim(), SUCCEEDED, false);

    take();

    assertThat(jobsMade(second)).isZero();
  }

  @Test
  void syncsOnceMoreWhereASyncHadBegunBefore() throws Exception {
    jobs.create(second);
    var running = claim();
    run(first, SUCCEEDED);

    take();
    assertThat(jobsMade(second)).isEqualTo(1);
    results.finish(running, FAILED, false);
    take();

    assertThat(jobsMade(second)).isEqualTo(2);
  }

  @Test
  void leavesItToTheSyncThatWaits() throws Exception {
    run(first, SUCCEEDED);
    jobs.create(second);

    results.finish(claim(), SUCCEEDED, false);
    take();

    assertThat(jobsMade(second)).isEqualTo(1);
  }

  @Test
  void forgetsItWhereTheConnectionIsNotActive() throws Exception {
    var connections = store.bean(ConnectionStore.class);
    connections.update(second.with(ConnectionStatus.INACTIVE, null));
    run(first, SUCCEEDED);
    take();

    connections.update(second);
    take();

    assertThat(jobsMade(second)).isZero();
  }

  private void run(Connection connection, ReplicationOutcome outcome) throws Exception {
    jobs.create(connection);
    results.finish(claim(), outcome, false);
  }

  private JobLease claim() {
    return claims.claim(UUID.randomUUID(), "e", Duration.ofMinutes(1)).orElseThrow();
  }
}
