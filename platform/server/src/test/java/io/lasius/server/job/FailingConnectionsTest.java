package io.lasius.server.job;

import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By default: a warning after 3 failures and 4 days, the end after 5 failures and 7 days. */
@Timeout(30)
@OnEachDatabase
final class FailingConnectionsTest {
  private static final ReplicationReport NOTHING = ReplicationReport.none(List.of());
  private static final FailureReason REFUSED =
      FailureReason.now(
          FailureOrigin.SOURCE, FailureType.CONFIG_ERROR, "the password is wrong", "");
  private static final ReplicationOutcome FAILED =
      new ReplicationOutcome.Failed(NOTHING, List.of(REFUSED));

  private final StoreUnderTest store;
  private final Jobs jobs;
  private final JobClaims claims;
  private final AttemptResults results;
  private final ConnectionStore connections;

  FailingConnectionsTest(StoreUnderTest store) {
    this.store = store;
    this.jobs = store.bean(Jobs.class);
    this.claims = store.bean(JobClaims.class);
    this.results = store.bean(AttemptResults.class);
    this.connections = store.bean(ConnectionStore.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void disablesADailySyncAfterAWeekOfFailuresAndWarnsBefore() throws Exception {
    var connection = store.connection(incremental(StreamDescriptor.of("users")));
    for (int day = 0; day < 4; day++) {
      assertThat(failed(connection).statusReason()).as("day %d", day).isNull();
      dayPasses();
    }

    for (int day = 4; day < 7; day++) {
      var warned = failed(connection);
      assertThat(warned.status()).isEqualTo(ConnectionStatus.ACTIVE);
      assertThat(warned.statusReason())
          .startsWith("it will be disabled unless a job succeeds: %d jobs".formatted(day + 1))
          .contains("none has succeeded for %d days".formatted(day));
      dayPasses();
    }
    var disabled = failed(connection);

    assertThat(disabled.status()).isEqualTo(ConnectionStatus.INACTIVE);
    assertThat(disabled.statusReason())
        .startsWith("disabled: 8 jobs in a row have failed, and none has succeeded for 7 days");
  }

  @Test
  void leavesAloneWhatFailsOftenInAShortTimeOrSeldomInALongOne() throws Exception {
    var often = store.connection(incremental(StreamDescriptor.of("users")));
    for (int failure = 0; failure < 40; failure++) {
      assertThat(failed(often).statusReason()).isNull();
    }
    var seldom = store.connection(incremental(StreamDescriptor.of("users")));
    var _ = failed(seldom);
    for (int day = 0; day < 30; day++) {
      dayPasses();
    }

    assertThat(failed(seldom).statusReason()).isNull();
  }

  @Test
  void beginsAnewWithEachSuccessAndTakesItsWarningBack() throws Exception {
    var connection = store.connection(incremental(StreamDescriptor.of("users")));
    for (int day = 0; day < 6; day++) {
      var _ = failed(connection);
      dayPasses();
    }
    assertThat(stored(connection).statusReason()).isNotNull();

    finish(connection, new ReplicationOutcome.Succeeded(NOTHING));

    assertThat(stored(connection).statusReason()).isNull();
    dayPasses();
    assertThat(failed(connection).statusReason()).isNull();
  }

  /** Each locks the connection first, so that neither holds what the other one wants. */
  @Test
  void failsAJobWhileItsConnectionIsBeingDeleted() throws Exception {
    var connection = store.connection(incremental(StreamDescriptor.of("users")));

    var job =
        finishedWhile(
            connection, "UPDATE job SET cancel_requested = TRUE WHERE connection_id = ?", FAILED);

    assertThat(job.status()).isEqualTo(JobStatus.CANCELLED);
  }

  /** What was moved was moved, whatever becomes of the connection. */
  @Test
  void storesASuccessWhileItsConnectionIsBeingDeleted() throws Exception {
    var connection = store.connection(incremental(StreamDescriptor.of("users")));

    var job =
        finishedWhile(
            connection,
            "UPDATE connection SET status = 'DEPRECATED' WHERE id = ?",
            new ReplicationOutcome.Succeeded(NOTHING));

    assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(connections.findById(connection.id()).orElseThrow().status())
        .isEqualTo(ConnectionStatus.DEPRECATED);
  }

  /**
   * Runs a job of a connection to its end, which finds the connection locked by a deletion that
   * goes on with another statement.
   */
  private Job finishedWhile(Connection connection, String deletion, ReplicationOutcome outcome)
      throws Exception {
    var job = jobs.create(connection);
    var lease = claims.claim(UUID.randomUUID(), "e", Duration.ofMinutes(1)).orElseThrow();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var database = store.connect()) {
      database.setAutoCommit(false);
      execute(database, "SELECT * FROM connection WHERE id = ? FOR UPDATE", connection.id());
      var end = threads.submit(() -> finish(lease, outcome));
      store.awaitBlocked();

      execute(database, deletion, connection.id());
      database.commit();

      end.get();
    }
    return jobs.find(job.number()).orElseThrow();
  }

  private static void execute(java.sql.Connection database, String sql, Object value)
      throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      statement.setObject(1, value);
      statement.execute();
    }
  }

  private Connection failed(Connection connection) throws Exception {
    finish(connection, FAILED);
    return stored(connection);
  }

  private void finish(Connection connection, ReplicationOutcome outcome) throws Exception {
    var _ = jobs.create(connection);
    var lease = claims.claim(UUID.randomUUID(), "e", Duration.ofMinutes(1)).orElseThrow();
    var _ = finish(lease, outcome);
  }

  private boolean finish(JobLease lease, ReplicationOutcome outcome) throws LeaseLostException {
    results.finish(lease, outcome, false);
    return true;
  }

  private Connection stored(Connection connection) {
    return connections.get(connection.id());
  }

  private void dayPasses() throws SQLException {
    store.execute(
        "UPDATE job SET created_at = created_at - INTERVAL '1' DAY, updated_at = updated_at - INTERVAL '1' DAY");
  }
}
