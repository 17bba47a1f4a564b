package io.lasius.server.secret;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A secret value of one owner's configuration, encrypted. */
@MappedEntity("secret")
record StoredSecret(
    @Id UUID id,
    @Nullable UUID actorId,
    @Nullable UUID connectionId,
    @Nullable UUID definitionId,
    String encrypted) {
  static StoredSecret of(SecretOwner owner, UUID id, String encrypted) {
    return switch (owner) {
      case SecretOwner.Actor(var actor, _) -> new StoredSecret(id, actor, null, null, encrypted);
      case SecretOwner.Connection(var connection, _) ->
          new StoredSecret(id, null, connection, null, encrypted);
      case SecretOwner.Definition(var definition, _) ->
          new StoredSecret(id, null, null, definition, encrypted);
    };
  }
}
