package io.lasius.server.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The queue as it stands in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface QueueEntryStore extends GenericRepository<QueueEntry, Long> {
  /** All columns of an entry. */
  String SELECT =
      """
      SELECT j.id, c.source_id, s.name AS source_name, c.destination_id, d.name AS destination_name,
        c.workspace_id, w.name AS workspace_name, COALESCE(q.blackouts, '[]') AS blackouts,
        COALESCE(m.peak_bytes, 0) AS peak_memory_bytes
      FROM job j
      JOIN connection c ON c.id = j.connection_id
      JOIN actor s ON s.id = c.source_id
      JOIN actor d ON d.id = c.destination_id
      JOIN workspace w ON w.id = c.workspace_id
      LEFT JOIN connection_queue q ON q.connection_id = c.id
      LEFT JOIN connection_memory m ON m.connection_id = c.id
      """;

  @Query(
      """
      SELECT COUNT(*) FROM job
      WHERE status IN ('PENDING', 'INCOMPLETE') AND due_at <= CURRENT_TIMESTAMP\
      """)
  long countDue();

  /**
   * Jobs that wait and are due, in the order of their turns. An hour of waiting weighs as much as a
   * step of priority, so that those of low priority have their turns, too, however many others
   * come.
   */
  @Query(
      SELECT
          + """
          WHERE j.status IN ('PENDING', 'INCOMPLETE') AND j.due_at <= CURRENT_TIMESTAMP
          ORDER BY j.due_at - CASE q.priority WHEN 'HIGH' THEN INTERVAL '2' HOUR
            WHEN 'LOW' THEN INTERVAL '0' HOUR ELSE INTERVAL '1' HOUR END, j.id
          LIMIT :limit OFFSET :offset\
          """)
  List<QueueEntry> due(int limit, int offset);

  /** Jobs that run on any server. */
  @Query(SELECT + "WHERE j.status = 'RUNNING'")
  List<QueueEntry> running();

  @Query(SELECT + "WHERE j.id = :id")
  QueueEntry get(long id);
}
