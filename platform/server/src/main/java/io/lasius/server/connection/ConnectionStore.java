package io.lasius.server.connection;

import io.lasius.server.access.Caller;
import io.lasius.server.http.Problem;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Connections in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ConnectionStore extends CrudRepository<Connection, UUID> {
  /**
   * The connection that a request names.
   *
   * @throws io.lasius.server.http.ProblemException 404 if there is none, or it is deleted
   */
  default Connection get(UUID id) {
    return findById(id)
        .filter(found -> found.status() != ConnectionStatus.DEPRECATED)
        .orElseThrow(() -> Problem.notFound("connection", id).asException());
  }

  /**
   * The connection that a request names outside its path.
   *
   * @throws io.lasius.server.http.ProblemException 404 if there is none or it is deleted, or the
   *     caller may not see it; 403 if they may not do with it what they ask for
   */
  default Connection get(Caller caller, UUID id) {
    caller.trail().on(id);
    var connection = get(id);
    caller.require(connection.workspaceId(), "connection", id);
    return connection;
  }

  /** In which workspace it is, deleted or not. */
  @Query("SELECT workspace_id FROM connection WHERE id = :id")
  Optional<UUID> findWorkspaceIdById(UUID id);

  @Query(
      """
      SELECT * FROM connection
      WHERE (status <> 'DEPRECATED' OR CAST(:includeDeleted AS BOOLEAN))
        AND (CAST(:anyTag AS BOOLEAN)
          OR id IN (SELECT connection_id FROM connection_tag WHERE tag_id IN (:tags)))
      ORDER BY created_at, id LIMIT :limit OFFSET :offset\
      """)
  List<Connection> list(
      boolean includeDeleted, boolean anyTag, List<UUID> tags, int limit, int offset);

  @Query(
      """
      SELECT * FROM connection
      WHERE (status <> 'DEPRECATED' OR CAST(:includeDeleted AS BOOLEAN)) AND workspace_id IN (:workspaces)
        AND (CAST(:anyTag AS BOOLEAN)
          OR id IN (SELECT connection_id FROM connection_tag WHERE tag_id IN (:tags)))
      ORDER BY created_at, id LIMIT :limit OFFSET :offset\
      """)
  List<Connection> list(
      boolean includeDeleted,
      List<UUID> workspaces,
      boolean anyTag,
      List<UUID> tags,
      int limit,
      int offset);

  /** The connection, locked: neither is it changed, nor does a job of it begin, until the end. */
  @Query("SELECT * FROM connection WHERE id = :id FOR UPDATE")
  Optional<Connection> lock(UUID id);

  /** The connections that use a source or destination and are not deleted. */
  @Query(
      """
      SELECT * FROM connection WHERE status <> 'DEPRECATED' AND (source_id = :actor OR destination_id = :actor)
      ORDER BY id\
      """)
  List<Connection> using(UUID actor);
}
