package io.lasius.server.access;

import io.lasius.server.http.Problem;
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
  /**
   * The user that somebody names: themselves, or anybody for an admin.
   *
   * @throws io.lasius.server.http.ProblemException 404 otherwise
   */
  default User get(Caller caller, UUID id) {
    return findById(id)
        .filter(user -> caller.isInstanceAdmin() || user.id().equals(caller.userId()))
        .orElseThrow(() -> Problem.notFound("user", id).asException());
  }

  @Query("SELECT * FROM app_user ORDER BY created_at, id")
  List<User> all();

  Optional<User> findByEmail(String email);

  Optional<User> findByProviderSubject(String providerSubject);

  /** Of logins that would each make a user, one after the other until the transaction ends. */
  @Query("SELECT id FROM installation FOR UPDATE")
  UUID lockInstallation();

  /**
   * Keeps a workspace from being deleted until the transaction ends.
   *
   * @return 1, or 0 where there is none, or it is deleted
   */
  @Query("UPDATE workspace SET deleted = deleted WHERE id = :id AND NOT deleted")
  long lockWorkspace(UUID id);

  /** The user, locked until the transaction ends. */
  @Query("SELECT * FROM app_user WHERE id = :id FOR UPDATE")
  Optional<User> lock(UUID id);
}
