package io.lasius.server.schedule;

import static io.lasius.server.StoreUnderTest.incremental;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.Connection;
import io.lasius.server.job.JobSignal;
import io.lasius.server.job.Jobs;
import io.lasius.server.timing.MissedRuns;
import io.lasius.server.timing.Schedule;
import io.lasius.server.timing.Timing;
import io.lasius.server.workspace.Workspace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Connections that are due by a clock that the test moves. */
abstract class ScheduleFixture {
  final MovedClock clock = new MovedClock("2026-11-26T12:00:00Z");
  final StoreUnderTest store;
  final Schedules schedules;
  final Jobs jobs;
  final DueLook look;

  ScheduleFixture(StoreUnderTest store) {
    this.store = store;
    this.schedules = store.bean(Schedules.class);
    this.jobs = store.bean(Jobs.class);
    this.look = look();
  }

  /** That of one more server. */
  final DueLook look() {
    return new DueLook(
        store.bean(ScheduleStore.class), schedules, store.bean(JobSignal.class), clock);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  final Connection scheduled(String timing, MissedRuns missed) throws SQLException {
    var connection =
        store.connection(
            Workspace.DEFAULT,
            new Schedule(Timing.of(timing), missed),
            incremental(StreamDescriptor.of("users")));
    schedules.plan(connection, clock.instant());
    return connection;
  }

  /** Doubles the connections so many times; all are due with the first. */
  final void multiply(Connection first, int times) throws SQLException {
    for (int i = 0; i < times; i++) {
      store.execute(
          """
          INSERT INTO connection (id, workspace_id, source_id, destination_id, name, status,
            namespace_definition, prefix, streams, created_at, schema_policy, backfill, schedule)
          SELECT gen_random_uuid(), workspace_id, source_id, destination_id, name, status,
            namespace_definition, prefix, streams, created_at, schema_policy, backfill, schedule
          FROM connection\
          """);
    }
    store.execute(
        """
        INSERT INTO connection_schedule (connection_id, skip_missed, planned_at, next_due_at)
        SELECT c.id, s.skip_missed, s.planned_at, s.next_due_at
        FROM connection c CROSS JOIN connection_schedule s
        WHERE s.connection_id = ? AND c.id <> s.connection_id\
        """,
        first.id());
  }

  final Duration take() {
    return look.take(() -> false);
  }

  final ScheduleStanding standing(Connection connection) {
    return store.bean(ScheduleStore.class).findById(connection.id()).orElseThrow();
  }

  final int jobsMade(Connection connection) throws SQLException {
    return store.texts("SELECT id FROM job WHERE connection_id = ?", connection.id()).size();
  }

  final void endJob(Connection connection) {
    jobs.cancel(jobs.live(connection.id()).orElseThrow().number());
  }

  final void endJobs() {
    List.copyOf(jobs.live()).forEach(job -> jobs.cancel(job.number()));
  }
}
