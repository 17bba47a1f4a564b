package io.lasius.server.actor;

import io.lasius.replication.ConnectorRole;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Actors in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ActorStore extends CrudRepository<Actor, UUID> {
  @Query("SELECT * FROM actor WHERE id = :id AND role = :role AND NOT deleted")
  Optional<Actor> find(UUID id, ConnectorRole role);

  @Query(
      """
      SELECT * FROM actor WHERE role = :role AND (NOT deleted OR CAST(:includeDeleted AS BOOLEAN))
      ORDER BY created_at, id LIMIT :limit OFFSET :offset\
      """)
  List<Actor> list(ConnectorRole role, boolean includeDeleted, int limit, int offset);

  @Query(
      """
      SELECT * FROM actor WHERE role = :role AND (NOT deleted OR CAST(:includeDeleted AS BOOLEAN))
        AND workspace_id IN (:workspaces)
      ORDER BY created_at, id LIMIT :limit OFFSET :offset\
      """)
  List<Actor> list(
      ConnectorRole role, boolean includeDeleted, List<UUID> workspaces, int limit, int offset);

  @Query("SELECT * FROM actor WHERE workspace_id = :workspace AND NOT deleted ORDER BY id")
  List<Actor> of(UUID workspace);

  @Query(
      "SELECT catalog FROM discovered_catalog WHERE actor_id = :actorId AND fingerprint = :fingerprint")
  Optional<String> findCatalog(UUID actorId, String fingerprint);

  @Query(
      "SELECT discovered_at FROM discovered_catalog WHERE actor_id = :actorId AND fingerprint = :fingerprint")
  Optional<Instant> findCatalogTime(UUID actorId, String fingerprint);

  /** Locks a source or destination until the transaction ends, deleted or not. */
  @Query("SELECT * FROM actor WHERE id = :actorId FOR UPDATE")
  Optional<Actor> lock(UUID actorId);

  /** Locks some, in an order that all have in common. */
  @Query("SELECT * FROM actor WHERE id IN (:actorIds) ORDER BY id FOR UPDATE")
  List<Actor> lock(List<UUID> actorIds);

  @Query("DELETE FROM discovered_catalog WHERE actor_id = :actorId")
  long deleteCatalog(UUID actorId);

  @Query(
      """
      INSERT INTO discovered_catalog (actor_id, fingerprint, catalog, discovered_at)
      VALUES (:actorId, :fingerprint, :catalog, :at)\
      """)
  void insertCatalog(UUID actorId, String fingerprint, String catalog, Instant at);
}
