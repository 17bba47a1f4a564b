package io.lasius.server.secret;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A secret value of an actor's configuration, encrypted. */
@MappedEntity("secret")
record StoredSecret(@Id UUID id, UUID actorId, String encrypted) {}
