package io.lasius.server.secret;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.UUID;

/** Encrypted secrets in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SecretRows extends CrudRepository<StoredSecret, UUID> {
  @Query("SELECT * FROM secret WHERE actor_id = :actorId")
  List<StoredSecret> ofActor(UUID actorId);

  @Query("SELECT * FROM secret WHERE connection_id = :connectionId")
  List<StoredSecret> ofConnection(UUID connectionId);

  @Query("SELECT * FROM secret WHERE definition_id = :definitionId")
  List<StoredSecret> ofDefinition(UUID definitionId);

  /** Servers that may be running. */
  @Query("SELECT COUNT(*) FROM server WHERE lease_until > CURRENT_TIMESTAMP")
  long countLiveServers();

  default List<StoredSecret> of(SecretOwner owner) {
    return switch (owner) {
      case SecretOwner.Actor(var actor, _) -> ofActor(actor);
      case SecretOwner.Connection(var connection, _) -> ofConnection(connection);
      case SecretOwner.Definition(var definition, _) -> ofDefinition(definition);
    };
  }
}
