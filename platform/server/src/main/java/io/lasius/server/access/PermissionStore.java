package io.lasius.server.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.UUID;

/** Permissions in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface PermissionStore extends CrudRepository<Permission, UUID> {
  @Query("SELECT * FROM permission WHERE user_id = :userId ORDER BY type, id")
  List<Permission> of(UUID userId);
}
