package io.lasius.server.admission;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.UUID;

/** When the jobs of connections get their turn, in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ConnectionQueueStore extends CrudRepository<ConnectionQueue, UUID> {
  /** Notes that those that come after a connection are to be synced. Returns how many. */
  @Query("UPDATE connection_queue SET sync_owed = TRUE WHERE sync_after = :connectionId")
  long owe(UUID connectionId);

  /** Returns whether a sync was owed, as a count of 1. */
  @Query(
      "UPDATE connection_queue SET sync_owed = FALSE WHERE connection_id = :connectionId AND sync_owed")
  long settle(UUID connectionId);

  /** The connections that a sync is owed and that no job is under way of. */
  @Query(
      """
      SELECT q.connection_id FROM connection_queue q
      WHERE q.sync_owed AND NOT EXISTS (SELECT 1 FROM job j WHERE j.live_connection_id = q.connection_id)\
      """)
  List<UUID> owed();
}
