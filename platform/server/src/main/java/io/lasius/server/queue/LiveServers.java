package io.lasius.server.queue;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.util.UUID;

/** The servers that share the database, each with its lease. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class LiveServers implements GenericRepository<LiveServer, UUID> {
  /** Says that a server lives. */
  @Transactional
  public void renew(UUID id, long leaseMillis) {
    if (extend(id, leaseMillis) == 0) {
      insert(id, leaseMillis);
    }
  }

  /** Forgets those whose leases have run out; returns how many. */
  @Query("DELETE FROM server WHERE lease_until < CURRENT_TIMESTAMP")
  abstract long forgetDead();

  /** Forgets all but one: right where nobody else can have the database open. */
  @Query("DELETE FROM server WHERE id <> :id")
  abstract long forgetOthers(UUID id);

  @Query("SELECT COUNT(*) FROM server WHERE id = :id")
  abstract int count(UUID id);

  @Query(
      """
      UPDATE server
      SET lease_until = CURRENT_TIMESTAMP + CAST(:leaseMillis AS BIGINT) * INTERVAL '0.001' SECOND
      WHERE id = :id\
      """)
  abstract long extend(UUID id, long leaseMillis);

  @Query(
      """
      INSERT INTO server (id, lease_until)
      VALUES (:id, CURRENT_TIMESTAMP + CAST(:leaseMillis AS BIGINT) * INTERVAL '0.001' SECOND)\
      """)
  abstract void insert(UUID id, long leaseMillis);
}
