package io.lasius.server.job;

import static io.lasius.server.StoreUnderTest.fullRefresh;
import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.Connection;
import io.lasius.server.http.ProblemException;
import io.lasius.server.state.ConnectionStateStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@OnEachDatabase
final class JobsTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final StreamDescriptor ORDERS = new StreamDescriptor("orders", "shop");
  private static final int RACERS = 8;

  private final StoreUnderTest store;
  private final Jobs jobs;
  private final JobClaims claims;

  JobsTest(StoreUnderTest store) {
    this.store = store;
    this.jobs = store.bean(Jobs.class);
    this.claims = store.bean(JobClaims.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void makesAJobThatWaitsForItsFirstAttempt() throws Exception {
    var connection = store.connection(incremental(USERS));

    var job = jobs.create(connection);

    assertThat(jobs.find(job.number())).contains(job);
    assertThat(job.status()).isEqualTo(JobStatus.PENDING);
    assertThat(job.liveConnectionId()).isEqualTo(connection.id());
    assertThat(jobs.live()).containsExactly(job);
  }

  @Test
  void beginsANewGenerationOfEachStreamThatIsReadWhole() throws Exception {
    var connection = store.connection(incremental(USERS), fullRefresh(ORDERS));

    jobs.create(connection);

    var states = store.bean(ConnectionStateStore.class);
    assertThat(states.generation(connection.id(), USERS)).isZero();
    assertThat(states.generation(connection.id(), ORDERS)).isEqualTo(1);
  }

  @Test
  void refusesASecondJobWhileOneLives() throws Exception {
    var connection = store.connection(fullRefresh(USERS));
    var first = jobs.create(connection);

    assertProblem(409, "try-again-later", () -> jobs.create(connection));

    assertThat(jobs.live()).containsExactly(first);
    assertThat(store.bean(ConnectionStateStore.class).generation(connection.id(), USERS))
        .isEqualTo(1);
  }

  @Test
  void makesOneJobForManyCallersThatRace() throws Exception {
    var connection = store.connection(fullRefresh(USERS));
    var barrier = new CyclicBarrier(RACERS);
    var statuses = new ArrayList<Integer>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<Integer>>();
      for (int i = 0; i < RACERS; i++) {
        calls.add(threads.submit(() -> createAt(barrier, connection)));
      }
      for (var call : calls) {
        statuses.add(call.get(20, TimeUnit.SECONDS));
      }
    }

    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
    assertThat(jobs.live()).hasSize(1);
    assertThat(store.bean(ConnectionStateStore.class).generation(connection.id(), USERS))
        .isEqualTo(1);
  }

  private int createAt(CyclicBarrier barrier, Connection connection) throws Exception {
    barrier.await(10, TimeUnit.SECONDS);
    try {
      jobs.create(connection);
      return 200;
    } catch (ProblemException e) {
      return e.problem().status();
    }
  }

  @Test
  void makesANewJobOnceTheOneBeforeHasEnded() throws Exception {
    var connection = store.connection(incremental(USERS));
    jobs.cancel(jobs.create(connection).number());

    var second = jobs.create(connection);

    assertThat(jobs.live()).containsExactly(second);
  }

  @Test
  void cancelsAJobThatWaits() throws Exception {
    var job = jobs.create(store.connection(incremental(USERS)));

    jobs.cancel(job.number());

    var cancelled = jobs.find(job.number()).orElseThrow();
    assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(cancelled.liveConnectionId()).isNull();
    assertThat(claims.claim(UUID.randomUUID(), "e", LEASE)).isEmpty();
  }

  @Test
  void cancelsAJobThatWaitsBetweenTwoAttempts() throws Exception {
    var job = jobs.create(store.connection(incremental(USERS)));
    var _ = claims.claim(UUID.randomUUID(), "e", Duration.ZERO).orElseThrow();
    claims.endAbandoned(claims.takeOver(UUID.randomUUID(), "e", LEASE).orElseThrow());

    jobs.cancel(job.number());

    assertThat(jobs.find(job.number()).orElseThrow().status()).isEqualTo(JobStatus.CANCELLED);
  }

  @Test
  void asksForTheEndOfAJobThatAnyServerRuns() throws Exception {
    var job = jobs.create(store.connection(incremental(USERS)));
    var lease = claims.claim(UUID.randomUUID(), "e", LEASE).orElseThrow();
    assertThat(claims.cancelRequested(lease)).isFalse();

    jobs.cancel(job.number());

    assertThat(claims.cancelRequested(lease)).isTrue();
    var running = jobs.find(job.number()).orElseThrow();
    assertThat(running.status()).isEqualTo(JobStatus.RUNNING);
    assertThat(running.liveConnectionId()).isEqualTo(job.connectionId());
  }

  @Test
  void endsACancelledJobWhoseServerDied() throws Exception {
    var job = jobs.create(store.connection(incremental(USERS)));
    var _ = claims.claim(UUID.randomUUID(), "e", Duration.ZERO).orElseThrow();
    jobs.cancel(job.number());

    claims.endAbandoned(claims.takeOver(UUID.randomUUID(), "e", LEASE).orElseThrow());

    assertThat(jobs.find(job.number()).orElseThrow().status()).isEqualTo(JobStatus.CANCELLED);
  }

  @Test
  void refusesToCancelWhatHasEndedOrNeverWas() throws Exception {
    var job = jobs.create(store.connection(incremental(USERS)));
    jobs.cancel(job.number());

    assertProblem(409, "state-conflict", () -> jobs.cancel(job.number()));
    assertProblem(404, "resource-not-found", () -> jobs.cancel(job.number() + 1));
  }

  private static void assertProblem(int status, String title, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(ProblemException.class))
        .extracting(ProblemException::problem)
        .returns(status, problem -> problem.status())
        .returns(title, problem -> problem.title());
  }
}
