package io.lasius.server.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Which job replaces which stream's data, and which attempt wrote what, in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface GenerationStore extends GenericRepository<Job, Long> {
  @Query(
      "UPDATE stream_generation SET replacing_job = :jobId WHERE connection_id = :connectionId AND stream = :stream")
  long setReplacing(UUID connectionId, String stream, long jobId);

  @Query(
      "UPDATE stream_generation SET clearing_job = :jobId WHERE connection_id = :connectionId AND stream = :stream")
  long setClearing(UUID connectionId, String stream, long jobId);

  /** The data that was to be cleared is gone. */
  @Query(
      "UPDATE stream_generation SET clearing_job = NULL WHERE connection_id = :connectionId AND replacing_job = :jobId")
  long setReplaced(UUID connectionId, long jobId);

  /** The streams whose data the job is to replace. */
  @Query(
      "SELECT stream FROM stream_generation WHERE connection_id = :connectionId AND replacing_job = :jobId")
  List<String> replacing(UUID connectionId, long jobId);

  /** The streams that were to be cleared and are not, since the job failed. */
  @Query(
      """
      SELECT g.stream FROM stream_generation g JOIN job j ON j.id = g.clearing_job
      WHERE g.connection_id = :connectionId AND j.status = 'FAILED'\
      """)
  List<String> notCleared(UUID connectionId);

  @Query(
      """
      INSERT INTO attempt_generation (job_id, number, stream, generation, replaces)
      VALUES (:jobId, :number, :stream, :generation, :replaces)\
      """)
  void note(long jobId, int number, String stream, long generation, boolean replaces);

  /** What an attempt writes a stream's records as. */
  @Query(
      "SELECT generation FROM attempt_generation WHERE job_id = :jobId AND number = :number AND stream = :stream")
  long noted(long jobId, int number, String stream);

  /**
   * Records that were committed since a stream's data was last replaced; those of a replacement
   * that is not complete do not count.
   */
  @Query(
      """
      SELECT COALESCE(SUM(s.committed_records), 0)
      FROM attempt_stream s
        JOIN job j ON j.id = s.job_id
        JOIN attempt_generation g
          ON g.job_id = s.job_id AND g.number = s.number AND g.stream = s.stream
        CROSS JOIN (
          SELECT COALESCE(MAX(r.generation), 0) AS generation
          FROM attempt_generation r
            JOIN attempt a ON a.job_id = r.job_id AND a.number = r.number
            JOIN job k ON k.id = r.job_id
          WHERE k.connection_id = :connectionId AND r.stream = :stream AND r.replaces
            AND a.status = 'SUCCEEDED') replaced
      WHERE j.connection_id = :connectionId AND s.stream = :stream
        AND (g.generation = replaced.generation
          OR g.generation > replaced.generation AND NOT g.replaces)\
      """)
  long records(UUID connectionId, String stream);
}
