package io.lasius.server.notification;

import static io.lasius.server.StoreUnderTest.incremental;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.replication.ReplicationOutcome;
import io.lasius.replication.ReplicationReport;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.Connection;
import io.lasius.server.job.AttemptResults;
import io.lasius.server.job.JobClaims;
import io.lasius.server.job.JobLease;
import io.lasius.server.job.JobWork;
import io.lasius.server.job.Jobs;
import io.lasius.server.secret.SecretCipher;
import io.lasius.server.workspace.NotificationKind;
import io.lasius.server.workspace.Workspace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** Workspaces that want to be told, and jobs that come to their ends. */
abstract class NotificationFixture {
  static final StreamDescriptor USERS = StreamDescriptor.of("users");
  static final FailureReason REFUSED =
      FailureReason.now(
          FailureOrigin.SOURCE, FailureType.CONFIG_ERROR, "the password is wrong", "");
  static final FailureReason BROKEN =
      FailureReason.now(FailureOrigin.SOURCE, FailureType.SYSTEM_ERROR, "it broke", "");
  static final ReplicationReport NOTHING = ReplicationReport.none(List.of(USERS));

  final StoreUnderTest store;
  final Jobs jobs;
  final JobClaims claims;
  final AttemptResults results;
  final DeliveryStore deliveries;

  NotificationFixture(StoreUnderTest store) {
    this.store = store;
    this.jobs = store.bean(Jobs.class);
    this.claims = store.bean(JobClaims.class);
    this.results = store.bean(AttemptResults.class);
    this.deliveries = store.bean(DeliveryStore.class);
  }

  @BeforeEach
  final void clear() throws SQLException {
    store.clear();
  }

  final Connection connection() throws SQLException {
    return store.connection(incremental(USERS));
  }

  /** Has the default workspace told of a kind. */
  final void tell(NotificationKind kind, String url) throws SQLException {
    store.execute(
        "INSERT INTO workspace_webhook (workspace_id, kind, enabled, url) VALUES (?, ?, TRUE, ?)",
        Workspace.DEFAULT,
        kind.name(),
        store.bean(SecretCipher.class).encrypt(Workspace.DEFAULT, url));
  }

  final void tellAll(String url) throws SQLException {
    for (var kind : NotificationKind.values()) {
      tell(kind, url);
    }
  }

  final JobLease begin(Connection connection, JobWork work) {
    var _ = jobs.create(connection, work);
    return claim();
  }

  final JobLease claim() {
    return claims.claim(UUID.randomUUID(), "e", Duration.ofMinutes(1)).orElseThrow();
  }

  /** A sync that succeeds: an event of each kind that tells of it. */
  final void sync(Connection connection) throws Exception {
    results.finish(
        begin(connection, JobWork.SYNC), new ReplicationOutcome.Succeeded(NOTHING), false);
  }

  /** The types of the events that are noted, in their order. */
  final List<String> noted() throws SQLException {
    return store.texts("SELECT event_type FROM webhook_delivery ORDER BY created_at, id");
  }

  /** The only one that is noted. */
  final Delivery only() {
    var all = deliveries.findAll();
    if (all.size() != 1) {
      throw new AssertionError("one delivery is expected: " + all);
    }
    return all.getFirst();
  }
}
