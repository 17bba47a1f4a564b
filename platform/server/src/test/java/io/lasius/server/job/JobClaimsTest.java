package io.lasius.server.job;

import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@OnEachDatabase
final class JobClaimsTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final String ENGINE = "engine-1";
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final UUID SERVER = UUID.randomUUID();
  private static final UUID OTHER_SERVER = UUID.randomUUID();

  private final StoreUnderTest store;
  private final Jobs jobs;
  private final JobClaims claims;

  JobClaimsTest(StoreUnderTest store) {
    this.store = store;
    this.jobs = store.bean(Jobs.class);
    this.claims = store.bean(JobClaims.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void beginsTheFirstAttemptOfADueJob() throws Exception {
    var job = create();

    var lease = claims.claim(SERVER, ENGINE, LEASE).orElseThrow();

    assertThat(lease)
        .isEqualTo(new JobLease(new Attempt.AttemptId(job.number(), 0), job.connectionId(), 1));
    var running = jobs.find(job.number()).orElseThrow();
    assertThat(running.status()).isEqualTo(JobStatus.RUNNING);
    assertThat(running.leaseOwner()).isEqualTo(SERVER);
    var attempt = store.bean(AttemptStore.class).findById(lease.attempt()).orElseThrow();
    assertThat(attempt.status()).isEqualTo(AttemptStatus.RUNNING);
    assertThat(attempt.engine()).isEqualTo(ENGINE);
    assertThat(store.bean(AttemptStreamStore.class).ofAttempt(job.number(), 0))
        .extracting(stream -> stream.id().stream())
        .containsExactly("{\"name\":\"users\"}");
  }

  @Test
  void findsNothingWhereNoJobIsDue() throws Exception {
    var job = create();
    store.execute("UPDATE job SET due_at = CURRENT_TIMESTAMP + INTERVAL '1' HOUR");

    assertThat(claims.claim(SERVER, ENGINE, LEASE)).isEmpty();
    assertThat(jobs.find(job.number()).orElseThrow().status()).isEqualTo(JobStatus.PENDING);
    assertThat(claims.untilDue(claims.now()).orElseThrow())
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
  }

  @Test
  void takesTheJobThatHasBeenDueForLongestFirst() throws Exception {
    create();
    var older = create();
    store.execute(
        "UPDATE job SET due_at = due_at - INTERVAL '1' HOUR WHERE id = ?", older.number());

    assertThat(claims.claim(SERVER, ENGINE, LEASE).orElseThrow().jobId()).isEqualTo(older.number());
  }

  @Test
  void knowsOfNoDueTimeWhereNoJobWaits() throws Exception {
    create();
    var _ = claims.claim(SERVER, ENGINE, LEASE).orElseThrow();

    assertThat(claims.untilDue(Instant.EPOCH)).isEmpty();
  }

  @Test
  void handsEachJobToOneOfTwoClaimersThatRace() throws Exception {
    var created = new ArrayList<Long>();
    for (int i = 0; i < 20; i++) {
      created.add(create().number());
    }

    var barrier = new CyclicBarrier(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> claimAll(SERVER, barrier));
      var two = threads.submit(() -> claimAll(OTHER_SERVER, barrier));
      var claimed = new ArrayList<>(one.get(20, TimeUnit.SECONDS));
      claimed.addAll(two.get(20, TimeUnit.SECONDS));

      assertThat(claimed).containsExactlyInAnyOrderElementsOf(created);
    }
  }

  @Test
  void passesOverAJobThatAnotherServerLooksAt() throws Exception {
    var locked = create();
    store.execute(
        "UPDATE job SET due_at = due_at - INTERVAL '1' HOUR WHERE id = ?", locked.number());
    var free = create();
    try (var other = store.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM job WHERE id = %d FOR UPDATE".formatted(locked.number()));

      assertThat(claims.claim(SERVER, ENGINE, LEASE).orElseThrow().jobId())
          .isEqualTo(free.number());
      assertThat(claims.claim(SERVER, ENGINE, LEASE)).isEmpty();

      other.rollback();
    }
    assertThat(claims.claim(SERVER, ENGINE, LEASE).orElseThrow().jobId())
        .isEqualTo(locked.number());
  }

  @Test
  void leavesAJobToTheServerWhoseLeaseRuns() throws Exception {
    create();
    var lease = claims.claim(SERVER, ENGINE, Duration.ZERO).orElseThrow();

    assertThat(claims.renew(lease, LEASE)).isTrue();

    assertThat(claims.takeOver(OTHER_SERVER, ENGINE, LEASE)).isEmpty();
    assertThat(claims.claim(OTHER_SERVER, ENGINE, LEASE)).isEmpty();
  }

  @Test
  void countsALeaseByTheMillisecond() throws Exception {
    create();
    var _ = claims.claim(SERVER, ENGINE, Duration.ofMillis(900)).orElseThrow();

    assertThat(claims.takeOver(OTHER_SERVER, ENGINE, LEASE)).isEmpty();
  }

  @Test
  void takesAJobOverFromAServerWhoseLeaseHasRunOut() throws Exception {
    create();
    var lost = claims.claim(SERVER, ENGINE, Duration.ZERO).orElseThrow();

    var lease = claims.takeOver(OTHER_SERVER, ENGINE, LEASE).orElseThrow();

    assertThat(lease).isEqualTo(new JobLease(lost.attempt(), lost.connectionId(), 2));
    assertThat(claims.renew(lost, LEASE)).isFalse();
    assertThat(claims.renew(lease, LEASE)).isTrue();
    assertThat(claims.takeOver(OTHER_SERVER, ENGINE, LEASE)).isEmpty();
  }

  @Test
  void leavesAJobWhoseContainersAreOnAnotherEngine() throws Exception {
    create();
    var _ = claims.claim(SERVER, ENGINE, Duration.ZERO).orElseThrow();

    assertThat(claims.takeOver(OTHER_SERVER, "engine-2", LEASE)).isEmpty();
  }

  @Test
  void takesOverAJobThatWasBegunBeforeItsServerKnewTheEngine() throws Exception {
    create();
    var _ = claims.claim(SERVER, "", Duration.ZERO).orElseThrow();

    assertThat(claims.takeOver(OTHER_SERVER, ENGINE, LEASE)).isPresent();
  }

  @Test
  void takesEveryServerForDeadWhereNoOtherCanBe() throws Exception {
    create();
    var _ = claims.claim(SERVER, ENGINE, LEASE).orElseThrow();

    claims.voidLeases();

    assertThat(claims.takeOver(OTHER_SERVER, ENGINE, LEASE)).isPresent();
  }

  @Test
  void takesOverFromAnEngineThatIsGoneWhereNoOtherServerCanBe() throws Exception {
    create();
    var _ = claims.claim(SERVER, ENGINE, LEASE).orElseThrow();

    claims.voidLeases();

    assertThat(claims.takeOver(OTHER_SERVER, "engine-2", LEASE)).isPresent();
  }

  @Test
  void followsAnAbandonedAttemptByTheNextAtOnce() throws Exception {
    var job = create();
    var _ = claims.claim(SERVER, ENGINE, Duration.ZERO).orElseThrow();
    var taken = claims.takeOver(OTHER_SERVER, ENGINE, LEASE).orElseThrow();

    claims.endAbandoned(taken);

    var ended = store.bean(AttemptStore.class).findById(taken.attempt()).orElseThrow();
    assertThat(ended.status()).isEqualTo(AttemptStatus.FAILED);
    assertThat(ended.endedAt()).isNotNull();
    assertThat(ended.failures().getFirst().message())
        .isEqualTo("the server that ran this attempt was stopped or lost");
    assertThat(jobs.find(job.number()).orElseThrow().status()).isEqualTo(JobStatus.INCOMPLETE);
    var next = claims.claim(OTHER_SERVER, ENGINE, LEASE).orElseThrow();
    assertThat(next.attempt()).isEqualTo(new Attempt.AttemptId(job.number(), 1));
    assertThat(next.epoch()).isEqualTo(3);
  }

  @Test
  void endsNoAbandonedAttemptThatYetAnotherServerHasTaken() throws Exception {
    create();
    var _ = claims.claim(SERVER, ENGINE, Duration.ZERO).orElseThrow();
    var late = claims.takeOver(SERVER, ENGINE, Duration.ZERO).orElseThrow();
    var present = claims.takeOver(OTHER_SERVER, ENGINE, LEASE).orElseThrow();

    assertThatThrownBy(() -> claims.endAbandoned(late)).isInstanceOf(LeaseLostException.class);

    var attempt = store.bean(AttemptStore.class).findById(present.attempt()).orElseThrow();
    assertThat(attempt.status()).isEqualTo(AttemptStatus.RUNNING);
  }

  private List<Long> claimAll(UUID server, CyclicBarrier barrier) throws Exception {
    barrier.await(10, TimeUnit.SECONDS);
    var claimed = new ArrayList<Long>();
    while (claims.untilDue(Instant.EPOCH).isPresent()) {
      claims.claim(server, ENGINE, LEASE).ifPresent(lease -> claimed.add(lease.jobId()));
    }
    return claimed;
  }

  private Job create() throws SQLException {
    return jobs.create(store.connection(incremental(USERS)));
  }
}
