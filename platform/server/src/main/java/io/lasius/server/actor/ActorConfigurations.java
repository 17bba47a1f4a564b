package io.lasius.server.actor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.secret.Redaction;
import io.lasius.server.secret.SecretConfig;
import io.lasius.server.secret.SecretOwner;
import io.lasius.server.secret.SecretStore;
import io.lasius.server.secret.SplitConfig;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Configurations and their secrets, which are stored together and kept apart. */
@Singleton
class ActorConfigurations {
  /** Masks what is a reference; whatever is secret has been replaced by one. */
  private static final SecretConfig ANY = SecretConfig.of(Json.mapper().createObjectNode());

  private final ActorStore store;
  private final SecretStore secrets;

  ActorConfigurations(ActorStore store, SecretStore secrets) {
    this.store = store;
    this.secrets = secrets;
  }

  /** Stores an actor, new or changed, with the secrets that its configuration was split from. */
  @Transactional
  Actor put(Actor actor, Map<UUID, JsonNode> added) {
    var stored = store.existsById(actor.id()) ? store.update(actor) : store.save(actor);
    secrets.put(owner(actor), added, SecretConfig.references(stored(stored)));
    return stored;
  }

  private static SecretOwner owner(Actor actor) {
    return new SecretOwner.Actor(actor.id());
  }

  /** As it is stored: secrets are references. */
  ObjectNode stored(Actor actor) {
    try {
      return (ObjectNode) Json.parse(actor.configuration());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored configuration cannot be read", e);
    }
  }

  /** As its connector gets it. */
  ObjectNode hydrated(Actor actor) {
    return SecretConfig.hydrate(stored(actor), secrets.values(owner(actor))::get);
  }

  /** What a split configuration would be for its connector, before it is stored. */
  ObjectNode hydrated(SplitConfig split, @Nullable Actor before) {
    var values = secrets.resolved(split.secrets());
    if (before != null) {
      secrets
          .values(owner(before), SecretConfig.references(split.config()))
          .forEach(values::putIfAbsent);
    }
    return SecretConfig.hydrate(split.config(), values::get);
  }

  /** As it may be shown. */
  ObjectNode masked(Actor actor) {
    return ANY.mask(stored(actor));
  }

  /** Leaves the actor's secrets out of texts. */
  Redaction redaction(UUID... actors) {
    var redaction = Redaction.NONE;
    for (var actor : actors) {
      redaction = redaction.and(secrets.values(new SecretOwner.Actor(actor)).values());
    }
    return redaction;
  }
}
