package io.lasius.server.job;

import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import io.lasius.replication.ConnectorCount;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.replication.ReplicationOutcome;
import io.lasius.replication.ReplicationReport;
import io.lasius.replication.StateCommit;
import io.lasius.replication.StreamCounts;
import io.lasius.replication.StreamReport;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job of two attempts: the first read 12 users and committed 10, the second committed 5. */
@Timeout(30)
@OnEachDatabase
final class JobTotalsTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final StreamDescriptor ORDERS = StreamDescriptor.of("orders");

  private final StoreUnderTest store;
  private final AttemptResults results;
  private final JobTotals totals;

  JobTotalsTest(StoreUnderTest store) {
    this.store = store;
    this.results = store.bean(AttemptResults.class);
    this.totals = store.bean(JobTotals.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
    store.bean(Jobs.class).create(store.connection(incremental(USERS), incremental(ORDERS)));
  }

  @Test
  void areOfAllAttemptsThatWentOnFromOneToTheNext() throws Exception {
    failedAttempt();

    var next = claim();
    results.generations(next, List.of(USERS, ORDERS));
    results.commit(next, List.of(committed(5)));

    assertThat(totals.of(next, USERS)).isEqualTo(new JobTotals.Total(0, 12, 15));
    assertThat(totals.of(next, ORDERS)).isEqualTo(new JobTotals.Total(0, 0, 0));
  }

  @Test
  void leaveOutWhatWasReadBeforeTheStreamBeganAgain() throws Exception {
    failedAttempt();

    var next = claim();
    results.beginAgain(next, List.of(USERS));
    results.generations(next, List.of(USERS, ORDERS));
    results.commit(next, List.of(committed(5)));

    assertThat(totals.of(next, USERS)).isEqualTo(new JobTotals.Total(1, 0, 5));
  }

  private void failedAttempt() throws LeaseLostException {
    var lease = claim();
    results.generations(lease, List.of(USERS, ORDERS));
    results.commit(lease, List.of(committed(10)));
    var reason =
        FailureReason.now(FailureOrigin.SOURCE, FailureType.TRANSIENT_ERROR, "it hung up", "");
    results.finish(lease, new ReplicationOutcome.Failed(read(12), List.of(reason)), true);
  }

  private JobLease claim() {
    return store
        .bean(JobClaims.class)
        .claim(UUID.randomUUID(), "e", Duration.ofMinutes(1))
        .orElseThrow();
  }

  private static StateCommit committed(long records) {
    return new StateCommit(null, Map.of(USERS, new StreamCounts(records, records)));
  }

  private static ReplicationReport read(long records) {
    var counts = new StreamCounts(records, records);
    var users =
        new StreamReport(
            USERS,
            counts,
            StreamCounts.NONE,
            Map.of(),
            0,
            0,
            counts,
            StreamCounts.NONE,
            ConnectorCount.NONE,
            ConnectorCount.NONE,
            List.of(),
            null);
    return new ReplicationReport(List.of(users), List.of(), List.of(), 0, 0, 0, 0);
  }
}
