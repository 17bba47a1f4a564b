package io.lasius.server.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs in the database. Times of leases are the database's own. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface JobStore extends CrudRepository<Job, Long> {
  @Query("SELECT * FROM job WHERE live_connection_id = :connectionId")
  Optional<Job> findLive(UUID connectionId);

  @Query("SELECT * FROM job WHERE status IN ('PENDING', 'RUNNING', 'INCOMPLETE') ORDER BY id")
  List<Job> live();

  @Query("SELECT * FROM job WHERE id = :id FOR UPDATE")
  Optional<Job> lock(long id);

  /** A job that waits, locked; none where it does not wait any more, or somebody else holds it. */
  @Query(
      """
      SELECT * FROM job WHERE id = :id AND status IN ('PENDING', 'INCOMPLETE')
      FOR UPDATE SKIP LOCKED\
      """)
  Optional<Job> lockWaiting(long id);

  /**
   * A running job whose server is dead and whose containers are on this engine, locked; or one that
   * was begun while no engine answered, so that they may be on any.
   */
  @Query(
      """
      SELECT * FROM job
      WHERE status = 'RUNNING' AND lease_until < CURRENT_TIMESTAMP AND EXISTS (
        SELECT 1 FROM attempt
        WHERE attempt.job_id = job.id AND attempt.status = 'RUNNING'
          AND attempt.engine IN (:engine, ''))
      ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED\
      """)
  Optional<Job> lockAbandoned(String engine);

  /** A running job, locked, where its server is dead. */
  @Query(
      """
      SELECT * FROM job
      WHERE id = :id AND status = 'RUNNING' AND lease_until < CURRENT_TIMESTAMP FOR UPDATE\
      """)
  Optional<Job> lockAbandoned(long id);

  /** Ends a lease, as if its server were dead. */
  @Query("UPDATE job SET lease_until = created_at WHERE id = :id AND lease_epoch = :epoch")
  long letGo(long id, long epoch);

  @Query(
      """
      UPDATE job SET status = 'RUNNING', lease_owner = :server, lease_epoch = lease_epoch + 1,
        lease_until = CURRENT_TIMESTAMP + CAST(:leaseMillis AS BIGINT) * INTERVAL '0.001' SECOND,
        updated_at = CURRENT_TIMESTAMP
      WHERE id = :id\
      """)
  long lease(long id, UUID server, long leaseMillis);

  @Query(
      """
      UPDATE job SET lease_until = CURRENT_TIMESTAMP + CAST(:leaseMillis AS BIGINT) * INTERVAL '0.001' SECOND
      WHERE id = :id AND lease_epoch = :epoch AND status = 'RUNNING'\
      """)
  long renew(long id, long epoch, long leaseMillis);

  @Query("UPDATE job SET lease_until = created_at WHERE status = 'RUNNING'")
  long voidLeases();

  /** The end of an attempt: what comes next for its job. None where the lease has passed on. */
  @Query(
      """
      UPDATE job SET status = :status, live_connection_id = :liveConnectionId,
        due_at = CURRENT_TIMESTAMP + CAST(:delayMillis AS BIGINT) * INTERVAL '0.001' SECOND,
        updated_at = CURRENT_TIMESTAMP, lease_owner = NULL, lease_until = NULL,
        complete_failures = :complete, successive_complete_failures = :successiveComplete,
        partial_failures = :partial, successive_partial_failures = :successivePartial
      WHERE id = :id AND lease_epoch = :epoch AND status = 'RUNNING'\
      """)
  long endAttempt(
      long id,
      long epoch,
      JobStatus status,
      @Nullable UUID liveConnectionId,
      long delayMillis,
      int complete,
      int successiveComplete,
      int partial,
      int successivePartial);

  /** Ends a job that waits, and asks for the end of one that runs. None where it has ended. */
  @Query(
      """
      UPDATE job SET cancel_requested = TRUE, updated_at = CURRENT_TIMESTAMP,
        status = CASE WHEN status = 'RUNNING' THEN 'RUNNING' ELSE 'CANCELLED' END,
        live_connection_id = CASE WHEN status = 'RUNNING' THEN live_connection_id END
      WHERE id = :id AND status IN ('PENDING', 'RUNNING', 'INCOMPLETE')\
      """)
  long cancel(long id);

  /** When the next waiting job after a moment is due; none where no job waits for a time. */
  @Query(
      "SELECT MIN(due_at) FROM job WHERE status IN ('PENDING', 'INCOMPLETE') AND due_at > :after")
  Optional<Instant> nextDue(Instant after);

  /** When a job of a connection succeeded last. */
  @Query(
      """
      SELECT MAX(updated_at) FROM job
      WHERE connection_id = :connectionId AND status = 'SUCCEEDED'\
      """)
  Optional<Instant> lastSuccess(UUID connectionId);

  /** When the first job of a connection was made. */
  @Query("SELECT MIN(created_at) FROM job WHERE connection_id = :connectionId")
  Optional<Instant> first(UUID connectionId);

  @Query(
      """
      SELECT COUNT(*) FROM job
      WHERE connection_id = :connectionId AND status = 'FAILED' AND updated_at > :after\
      """)
  int failuresAfter(UUID connectionId, Instant after);

  @Query("SELECT CURRENT_TIMESTAMP FROM installation")
  Instant now();
}
