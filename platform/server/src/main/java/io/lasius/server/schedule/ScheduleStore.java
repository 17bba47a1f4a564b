package io.lasius.server.schedule;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where the schedules of connections stand, in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ScheduleStore extends CrudRepository<ScheduleStanding, UUID> {
  /** Those that are due, without those that wait for the end of a job. */
  @Query(
      """
      SELECT * FROM connection_schedule s
      WHERE s.next_due_at <= :now
        AND (s.skip_missed OR NOT EXISTS (SELECT 1 FROM job j WHERE j.live_connection_id = s.connection_id))
      ORDER BY s.next_due_at\
      """)
  List<ScheduleStanding> due(Instant now);

  /** When the next one after a moment is due. */
  @Query("SELECT MIN(next_due_at) FROM connection_schedule WHERE next_due_at > :now")
  Optional<Instant> nextDue(Instant now);

  /** Those that were planned by a clock that was ahead of what it says now. */
  @Query("SELECT * FROM connection_schedule WHERE planned_at > :now AND next_due_at IS NOT NULL")
  List<ScheduleStanding> plannedAfter(Instant now);

  /** All servers go by the database's clock. */
  @Query("SELECT CURRENT_TIMESTAMP FROM installation")
  Instant now();
}
