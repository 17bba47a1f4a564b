package io.lasius.server.job;

import io.lasius.server.job.AttemptStream.AttemptStreamId;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The counts of the streams of attempts in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AttemptStreamStore extends CrudRepository<AttemptStream, AttemptStreamId> {
  @Query("SELECT * FROM attempt_stream WHERE job_id = :jobId AND number = :number ORDER BY stream")
  List<AttemptStream> ofAttempt(long jobId, int number);

  @Query("SELECT * FROM attempt_stream WHERE job_id = :jobId ORDER BY number, stream")
  List<AttemptStream> ofJob(long jobId);

  /** Those of the attempts that wrote a stream's records as one generation. */
  @Query(
      """
      SELECT s.* FROM attempt_stream s
        JOIN attempt_generation g
          ON g.job_id = s.job_id AND g.number = s.number AND g.stream = s.stream
      WHERE s.job_id = :jobId AND s.stream = :stream AND g.generation = :generation\
      """)
  List<AttemptStream> ofGeneration(long jobId, String stream, long generation);

  @Query(
      """
      UPDATE attempt_stream
      SET committed_records = committed_records + :records, committed_bytes = committed_bytes + :bytes
      WHERE job_id = :jobId AND number = :number AND stream = :stream\
      """)
  long addCommitted(long jobId, int number, String stream, long records, long bytes);

  /** What was committed was emitted and sent, even where nobody lived to count it. */
  @Query(
      """
      UPDATE attempt_stream
      SET emitted_records = committed_records, emitted_bytes = committed_bytes,
        sent_records = committed_records, sent_bytes = committed_bytes
      WHERE job_id = :jobId AND number = :number AND emitted_records < committed_records\
      """)
  long raiseEmittedToCommitted(long jobId, int number);

  @Query("SELECT COALESCE(SUM(committed_records), 0) FROM attempt_stream WHERE job_id = :jobId")
  long committedRecords(long jobId);

  @Query("SELECT COALESCE(SUM(committed_bytes), 0) FROM attempt_stream WHERE job_id = :jobId")
  long committedBytes(long jobId);
}
