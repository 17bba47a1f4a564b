package io.lasius.server.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AuditEntryStore extends CrudRepository<AuditEntry, UUID> {
  @Query("SELECT * FROM audit_entry ORDER BY at DESC, id LIMIT :limit OFFSET :offset")
  List<AuditEntry> list(int limit, int offset);

  @Query(
      """
      SELECT * FROM audit_entry WHERE workspace_id = :workspaceId
      ORDER BY at DESC, id LIMIT :limit OFFSET :offset\
      """)
  List<AuditEntry> list(UUID workspaceId, int limit, int offset);

  @Query(
      """
      UPDATE audit_entry
      SET status = :status, object_id = :objectId, workspace_id = :workspaceId, changed_fields = :changedFields
      WHERE id = :id\
      """)
  void end(
      UUID id,
      int status,
      @Nullable String objectId,
      @Nullable UUID workspaceId,
      String changedFields);

  @Query("DELETE FROM audit_entry WHERE at < :time")
  long deleteBefore(Instant time);
}
