package io.lasius.server.job;

import io.lasius.server.job.Attempt.AttemptId;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Attempts in the database, and the counts of their streams. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AttemptStore extends CrudRepository<Attempt, AttemptId> {
  @Query("SELECT * FROM attempt WHERE job_id = :jobId ORDER BY number")
  List<Attempt> ofJob(long jobId);

  @Query("SELECT * FROM attempt WHERE job_id = :jobId ORDER BY number DESC LIMIT 1")
  Optional<Attempt> lastOfJob(long jobId);

  /** The last one of a connection's jobs before a job. */
  @Query(
      """
      SELECT a.* FROM attempt a JOIN job j ON j.id = a.job_id
      WHERE j.connection_id = :connectionId AND j.id < :jobId
      ORDER BY a.job_id DESC, a.number DESC LIMIT 1\
      """)
  Optional<Attempt> lastBefore(UUID connectionId, long jobId);

  /** Locks it for the transaction. None where the lease has passed to another server. */
  @Query(
      """
      UPDATE attempt SET lease_epoch = lease_epoch
      WHERE job_id = :jobId AND number = :number AND lease_epoch = :epoch AND status = 'RUNNING'\
      """)
  long lock(long jobId, int number, long epoch);

  @Query(
      """
      UPDATE attempt SET lease_epoch = :epoch
      WHERE job_id = :jobId AND status = 'RUNNING'\
      """)
  long takeOver(long jobId, long epoch);

  @Query("UPDATE attempt SET engine = '' WHERE status = 'RUNNING'")
  long forgetEngines();

  @Query("SELECT COUNT(*) FROM attempt WHERE job_id = :jobId")
  int count(long jobId);
}
