package io.lasius.server.job;

import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.ReplicationOutcome;
import io.lasius.replication.ReplicationReport;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.Connection;
import io.lasius.server.http.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs whose containers are on an engine that is gone. */
@Timeout(30)
@OnEachDatabase
final class JobAbandonmentTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final String GONE = "engine-that-is-gone";

  private final StoreUnderTest store;
  private final Jobs jobs;
  private final JobClaims claims;
  private final JobTurns turns;
  private final JobAbandonment abandonment;

  JobAbandonmentTest(StoreUnderTest store) {
    this.store = store;
    this.jobs = store.bean(Jobs.class);
    this.claims = store.bean(JobClaims.class);
    this.turns = store.bean(JobTurns.class);
    this.abandonment = store.bean(JobAbandonment.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void endsAJobOfADeadServerAndLetsTheNextOneBegin() throws Exception {
    var connection = connection();
    var job = jobs.create(connection).number();
    var lost = claims.claim(UUID.randomUUID(), GONE, Duration.ZERO).orElseThrow();

    assertThat(waitsFor(job)).contains("DELETE /jobs/%d?force=true".formatted(job));
    jobs.cancel(job);
    abandonment.end(job);

    assertThat(jobs.find(job).orElseThrow().status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(waitsFor(job)).isEmpty();
    var attempt = store.bean(AttemptStore.class).findById(lost.attempt()).orElseThrow();
    assertThat(attempt.status()).isEqualTo(AttemptStatus.FAILED);
    assertThat(attempt.failures().getFirst().message()).contains("may still be on their engine");
    assertThat(jobs.create(connection).status()).isEqualTo(JobStatus.PENDING);
    var late = new ReplicationOutcome.Succeeded(ReplicationReport.none(List.of()));
    assertThatThrownBy(() -> store.bean(AttemptResults.class).finish(lost, late, false))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void endsAJobThatAServerTookOverAndCannotCleanUpAfter() throws Exception {
    var job = jobs.create(connection()).number();
    var _ = claims.claim(UUID.randomUUID(), GONE, Duration.ZERO).orElseThrow();
    claims.letGo(claims.takeOver(UUID.randomUUID(), GONE, LEASE).orElseThrow());

    assertThat(waitsFor(job)).contains("the one that ran it is lost");
    jobs.cancel(job);
    abandonment.end(job);

    assertThat(jobs.find(job).orElseThrow().status()).isEqualTo(JobStatus.CANCELLED);
  }

  @Test
  void leavesAJobToAServerThatLives() throws Exception {
    var job = jobs.create(connection()).number();
    var lease = claims.claim(UUID.randomUUID(), GONE, LEASE).orElseThrow();

    assertThat(waitsFor(job)).isEmpty();
    jobs.cancel(job);

    assertThatThrownBy(() -> abandonment.end(job))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is run by a server that lives");
    assertThat(claims.renew(lease, LEASE)).isTrue();
  }

  private Connection connection() throws SQLException {
    return store.connection(incremental(StreamDescriptor.of("users")));
  }

  private String waitsFor(long job) {
    return turns.waitsFor(jobs.find(job).orElseThrow()).orElse("");
  }
}
