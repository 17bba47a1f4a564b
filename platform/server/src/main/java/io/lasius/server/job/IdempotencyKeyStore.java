package io.lasius.server.job;

import io.lasius.server.job.IdempotencyKey.KeyId;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.time.Instant;

/** Idempotency keys in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface IdempotencyKeyStore extends CrudRepository<IdempotencyKey, KeyId> {
  @Query("DELETE FROM idempotency_key WHERE created_at < :time")
  long deleteBefore(Instant time);
}
