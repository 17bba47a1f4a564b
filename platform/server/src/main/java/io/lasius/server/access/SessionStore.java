package io.lasius.server.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.time.Instant;
import java.util.UUID;

/** Sessions in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SessionStore extends CrudRepository<Session, String> {
  @Query("DELETE FROM login_session WHERE user_id = :userId")
  void deleteOf(UUID userId);

  @Query("DELETE FROM login_session WHERE expires_at <= :time")
  void deleteExpired(Instant time);
}
