package io.lasius.server.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Users in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface UserStore extends CrudRepository<User, UUID> {
  @Query("SELECT * FROM app_user ORDER BY created_at, id")
  List<User> all();

  Optional<User> findByEmail(String email);

  /** The user, locked until the transaction ends. */
  @Query("SELECT * FROM app_user WHERE id = :id FOR UPDATE")
  Optional<User> lock(UUID id);
}
