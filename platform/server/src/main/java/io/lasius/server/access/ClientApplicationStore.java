package io.lasius.server.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Applications in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ClientApplicationStore extends CrudRepository<ClientApplication, UUID> {
  @Query("SELECT * FROM application WHERE user_id = :userId ORDER BY created_at, id")
  List<ClientApplication> of(UUID userId);

  @Query("SELECT * FROM application WHERE id = :id AND user_id = :userId")
  Optional<ClientApplication> find(UUID id, UUID userId);

  @Query("DELETE FROM application WHERE origin = :origin")
  void deleteOf(String origin);
}
