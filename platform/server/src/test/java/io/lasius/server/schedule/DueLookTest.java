package io.lasius.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStatus;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.job.Job;
import io.lasius.server.timing.MissedRuns;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@OnEachDatabase
final class DueLookTest extends ScheduleFixture {
  private static final int SERVERS = 4;

  DueLookTest(StoreUnderTest store) {
    super(store);
  }

  @Test
  void beginsAtOnceAndGoesOnInStep() throws Exception {
    var connection = scheduled("Every 1 HOURS", MissedRuns.ONCE);

    var wait = take();

    assertThat(wait).isEqualTo(Duration.ofHours(1));
    endJob(connection);
    for (int hour = 13; hour < 16; hour++) {
      clock.set("2026-11-26T%d:00:07Z".formatted(hour));
      assertThat(take()).isEqualTo(Duration.ofMinutes(60).minusSeconds(7));
      endJob(connection);
      assertThat(standing(connection).lastDueAt())
          .isEqualTo(Instant.parse("2026-11-26T%d:00:00Z".formatted(hour)));
    }
    assertThat(jobsMade(connection)).isEqualTo(4);
  }

  @Test
  void queuesOnceAfterTheJobThatIsUnderWay() throws Exception {
    var connection = scheduled("0 0 * * * ?", MissedRuns.ONCE);
    var byHand = jobs.create(connection);
    clock.set("2026-11-26T15:10:00Z");

    take();
    take();
    assertThat(jobs.live()).extracting(Job::number).containsExactly(byHand.number());
    endJob(connection);
    take();

    assertThat(jobsMade(connection)).isEqualTo(2);
    assertThat(standing(connection).lastDueAt()).isEqualTo(Instant.parse("2026-11-26T13:00:00Z"));
    assertThat(standing(connection).nextDueAt()).isEqualTo(Instant.parse("2026-11-26T16:00:00Z"));
  }

  @Test
  void skipsWhatIsDueWhileAJobIsUnderWay() throws Exception {
    var connection = scheduled("0 0 * * * ?", MissedRuns.SKIP);
    jobs.create(connection);
    clock.set("2026-11-26T13:00:00Z");

    take();
    endJob(connection);
    take();

    assertThat(jobsMade(connection)).isEqualTo(1);
    assertThat(standing(connection).missedFrom()).isEqualTo(clock.instant());
    assertThat(standing(connection).nextDueAt()).isEqualTo(Instant.parse("2026-11-26T14:00:00Z"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ConnectionStatus.class,
      names = {"INACTIVE", "DEPRECATED"})
  void makesNoJobOfAConnectionThatIsNotActive(ConnectionStatus status) throws Exception {
    var connection = scheduled("0 0 * * * ?", MissedRuns.ONCE);
    store.bean(ConnectionStore.class).update(connection.with(status, null));
    clock.set("2026-11-26T13:00:00Z");

    take();

    assertThat(jobsMade(connection)).isZero();
    assertThat(standing(connection).nextDueAt()).isNull();
  }

  @Test
  void beginsAnewWhereAConnectionIsSwitchedOnAgain() throws Exception {
    var daily = scheduled("0 0 14 * * ?", MissedRuns.ONCE);
    schedules.plan(daily.with(ConnectionStatus.INACTIVE, null), clock.instant());
    assertThat(standing(daily).nextDueAt()).isNull();
    clock.move(Duration.ofDays(3));

    schedules.plan(daily, clock.instant());

    assertThat(standing(daily).nextDueAt()).isEqualTo(Instant.parse("2026-11-29T14:00:00Z"));
  }

  @Test
  void makesOneJobOfATimeHoweverManyServersLook() throws Exception {
    var connections = new ArrayList<Connection>();
    for (int i = 0; i < 20; i++) {
      connections.add(scheduled("Every 1 HOURS", MissedRuns.ONCE));
    }
    var barrier = new CyclicBarrier(SERVERS);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var looks = new ArrayList<Future<?>>();
      for (int i = 0; i < SERVERS; i++) {
        var server = look();
        looks.add(
            threads.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              return server.take(() -> false);
            }));
      }
      for (var one : looks) {
        one.get(30, TimeUnit.SECONDS);
      }
    }
    // Jobs that have ended do not hide a second one.
    endJobs();
    take();

    for (var connection : connections) {
      assertThat(jobsMade(connection)).isEqualTo(1);
    }
  }

  @Test
  void makesTheOthersWhereOneCannotBeMade() throws Exception {
    var broken = scheduled("Every 1 HOURS", MissedRuns.ONCE);
    var whole = scheduled("Every 1 HOURS", MissedRuns.ONCE);
    store.execute("UPDATE connection SET streams = 'x' WHERE id = ?", broken.id());

    take();

    assertThat(jobsMade(broken)).isZero();
    assertThat(jobsMade(whole)).isEqualTo(1);
  }

  @Test
  void leavesTheRestWhereTheServerStops() throws Exception {
    var connection = scheduled("Every 1 HOURS", MissedRuns.ONCE);

    assertThat(look.take(() -> true)).isZero();

    assertThat(jobsMade(connection)).isZero();
  }

  @Test
  void queuesHundredsThatAreDueInTheSameSecond() throws Exception {
    multiply(scheduled("0 0 13 * * ?", MissedRuns.ONCE), 9);
    clock.set("2026-11-26T13:00:00Z");
    long began = System.nanoTime();

    take();

    assertThat(jobs.live()).hasSize(512);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  /** There is a look every ten seconds, of which one is allowed a hundredth. */
  @Test
  void usesNextToNoTimeOfItsThreadWhereNothingIsDue() throws Exception {
    multiply(scheduled("0 0 13 * * ?", MissedRuns.ONCE), 14);
    var threads = ManagementFactory.getThreadMXBean();
    take();
    long began = threads.getCurrentThreadCpuTime();

    for (int i = 0; i < 20; i++) {
      take();
    }

    var each = Duration.ofNanos((threads.getCurrentThreadCpuTime() - began) / 20);
    assertThat(each).isLessThan(Duration.ofMillis(100));
    assertThat(jobs.live()).isEmpty();
  }
}
