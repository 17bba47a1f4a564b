package io.lasius.server.workspace;

import io.lasius.server.http.Problem;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.UUID;

/** Workspaces in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface WorkspaceStore extends CrudRepository<Workspace, UUID> {
  /**
   * The workspace that a request names.
   *
   * @throws io.lasius.server.http.ProblemException 404 if there is none, or it is deleted
   */
  default Workspace get(UUID id) {
    return findById(id)
        .filter(found -> !found.deleted())
        .orElseThrow(() -> Problem.notFound("workspace", id).asException());
  }

  /** The same, which stays as it is until the transaction ends. */
  default Workspace lock(UUID id) {
    touch(id);
    return get(id);
  }

  /** Locks one against changes alone: FOR UPDATE would also hold up all that refers to it. */
  @Query("UPDATE workspace SET deleted = deleted WHERE id = :id")
  void touch(UUID id);

  /** Clients that begin in it begin in the first one that their user sees from now on. */
  @Query("UPDATE app_user SET default_workspace_id = NULL WHERE default_workspace_id = :id")
  void beginElsewhere(UUID id);

  @Query(
      """
      SELECT * FROM workspace WHERE NOT deleted OR CAST(:includeDeleted AS BOOLEAN)
      ORDER BY created_at, id LIMIT :limit OFFSET :offset\
      """)
  List<Workspace> list(boolean includeDeleted, int limit, int offset);

  @Query(
      """
      SELECT * FROM workspace WHERE (NOT deleted OR CAST(:includeDeleted AS BOOLEAN)) AND id IN (:ids)
      ORDER BY created_at, id LIMIT :limit OFFSET :offset\
      """)
  List<Workspace> list(boolean includeDeleted, List<UUID> ids, int limit, int offset);
}
