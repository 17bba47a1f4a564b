package io.lasius.server.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Personal tokens in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface PersonalTokenStore extends CrudRepository<PersonalToken, UUID> {
  @Query("SELECT * FROM personal_token WHERE user_id = :userId ORDER BY created_at, id")
  List<PersonalToken> of(UUID userId);

  Optional<PersonalToken> findByTokenHash(String tokenHash);
}
