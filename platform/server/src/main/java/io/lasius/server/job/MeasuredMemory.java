package io.lasius.server.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The memory that attempts of connections were seen to use. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class MeasuredMemory implements GenericRepository<Job, Long> {
  /**
   * Notes what an attempt took. One that failed may have ended before it took much, so it can only
   * raise what is known. After less was taken, what is known goes down by a tenth: the next attempt
   * may take more again.
   *
   * @param most what its machine has; the peaks of two containers need not have come together
   */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void note(UUID connectionId, @Nullable AttemptFigures figures, AttemptStatus status, long most) {
    long sum = figures == null ? 0 : peak(figures.source()) + peak(figures.destination());
    long peak = Math.min(sum, most);
    if (peak == 0) {
      return;
    }
    boolean whole = status == AttemptStatus.SUCCEEDED;
    if (raise(connectionId, peak, whole ? 10 : 0) == 0 && whole) {
      insert(connectionId, peak);
    }
  }

  private static long peak(AttemptFigures.@Nullable Used used) {
    return used == null ? 0 : used.peakMemoryBytes();
  }

  /** Of each attempt on an engine, what its connection was seen to use; 0 where nobody knows. */
  @Query(
      """
      SELECT COALESCE(m.peak_bytes, 0) FROM attempt a
      JOIN job j ON j.id = a.job_id
      LEFT JOIN connection_memory m ON m.connection_id = j.connection_id
      WHERE j.status = 'RUNNING' AND a.status = 'RUNNING' AND a.engine = :engine\
      """)
  abstract List<Long> ofRunningOn(String engine);

  /** How many servers live, each perhaps with an engine of its own. */
  @Query("SELECT COUNT(*) FROM server WHERE lease_until > CURRENT_TIMESTAMP")
  abstract int countServers();

  /** What the attempts of a connection were seen to use; none where nobody knows. */
  @Query("SELECT peak_bytes FROM connection_memory WHERE connection_id = :connectionId")
  abstract Optional<Long> of(UUID connectionId);

  /** Forgets it. */
  @Query("DELETE FROM connection_memory WHERE connection_id = :connectionId")
  abstract long forget(UUID connectionId);

  @Query(
      """
      UPDATE connection_memory
      SET peak_bytes = GREATEST(CAST(:peak AS BIGINT), peak_bytes - peak_bytes * CAST(:percent AS BIGINT) / 100)
      WHERE connection_id = :connectionId\
      """)
  abstract long raise(UUID connectionId, long peak, int percent);

  @Query("INSERT INTO connection_memory (connection_id, peak_bytes) VALUES (:connectionId, :peak)")
  abstract void insert(UUID connectionId, long peak);
}
