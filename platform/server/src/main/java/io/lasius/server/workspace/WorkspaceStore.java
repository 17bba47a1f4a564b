package io.lasius.server.workspace;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.UUID;

/** Workspaces in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface WorkspaceStore extends CrudRepository<Workspace, UUID> {
  @Query("SELECT * FROM workspace ORDER BY created_at, id LIMIT :limit OFFSET :offset")
  List<Workspace> list(int limit, int offset);

  @Query(
      "SELECT * FROM workspace WHERE id IN (:ids) ORDER BY created_at, id LIMIT :limit OFFSET :offset")
  List<Workspace> list(List<UUID> ids, int limit, int offset);
}
