package io.lasius.server.admission;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/** Whether all is paused, in the database, for all servers that share it. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PauseStore extends GenericRepository<Pause, UUID> {
  @Query("SELECT id, paused_at FROM installation")
  Pause get();

  /** The same, locked: of all servers, one at a time decides what begins, until the end. */
  @Query("SELECT id, paused_at FROM installation FOR UPDATE")
  Pause lock();

  /** Once it has returned, no attempt begins any more. A pause keeps the time that it began. */
  @Query("UPDATE installation SET paused_at = COALESCE(paused_at, CURRENT_TIMESTAMP)")
  void pause();

  @Query("UPDATE installation SET paused_at = NULL")
  void resume();
}
