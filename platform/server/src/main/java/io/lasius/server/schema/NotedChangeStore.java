package io.lasius.server.schema;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.UUID;

/** The history of what sources changed, in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface NotedChangeStore extends CrudRepository<NotedChange, Long> {
  /** Those of a connection, the newest first. */
  @Query(
      """
      SELECT * FROM schema_change WHERE connection_id = :connectionId
      ORDER BY id DESC LIMIT :limit OFFSET :offset\
      """)
  List<NotedChange> list(UUID connectionId, int limit, int offset);

  /** Those that a job noticed, in their order. */
  @Query("SELECT * FROM schema_change WHERE job_id = :jobId ORDER BY id")
  List<NotedChange> ofJob(long jobId);
}
