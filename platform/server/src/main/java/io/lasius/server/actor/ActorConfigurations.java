package io.lasius.server.actor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.http.Problem;
import io.lasius.server.secret.Redaction;
import io.lasius.server.secret.SecretConfig;
import io.lasius.server.secret.SecretOwner;
import io.lasius.server.secret.SecretStore;
import io.lasius.server.secret.SplitConfig;
import io.lasius.server.workspace.WorkspaceStore;
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
  private final WorkspaceStore workspaces;
  private final SecretStore secrets;

  ActorConfigurations(ActorStore store, WorkspaceStore workspaces, SecretStore secrets) {
    this.store = store;
    this.workspaces = workspaces;
    this.secrets = secrets;
  }

  /**
   * Stores a new actor with the secrets that its configuration was split from.
   *
   * @throws io.lasius.server.http.ProblemException 404 if its workspace was deleted meanwhile
   */
  @Transactional
  Actor insert(Actor actor, Map<UUID, JsonNode> added) {
    var _ = workspaces.lock(actor.workspaceId());
    return withSecrets(store.save(actor), added);
  }

  /**
   * The same for one that was changed.
   *
   * @param read what the change was made of
   * @throws io.lasius.server.http.ProblemException 409 if it is not that any more, 404 if it was
   *     deleted
   */
  @Transactional
  Actor update(Actor read, Actor changed, Map<UUID, JsonNode> added) {
    var now = store.lock(read.id()).orElseThrow();
    if (now.deleted()) {
      throw Actor.notFound(now.role(), now.id());
    }
    if (!now.equals(read)) {
      throw Problem.tryAgainLater(read + " was changed by somebody else just now").asException();
    }
    return withSecrets(store.update(changed), added);
  }

  /** Stores a configuration in place of the one that is there by now. */
  @Transactional
  Actor update(UUID id, SplitConfig split) {
    var now = store.lock(id).orElseThrow();
    return withSecrets(
        store.update(now.with(now.name(), Json.write(split.config()))), split.secrets());
  }

  private Actor withSecrets(Actor stored, Map<UUID, JsonNode> added) {
    secrets.put(owner(stored), added, SecretConfig.references(stored(stored)));
    return stored;
  }

  private static SecretOwner owner(Actor actor) {
    return new SecretOwner.Actor(actor.id(), actor.workspaceId());
  }

  /** As it is stored: secrets are references. */
  ObjectNode stored(Actor actor) {
    try {
      return (ObjectNode) Json.parse(actor.configuration());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored configuration cannot be read", e);
    }
  }

  /** As its connector gets it, before the definition completes it. */
  Hydrated hydrated(Actor actor) {
    var values = secrets.values(owner(actor));
    return new Hydrated(
        SecretConfig.hydrate(stored(actor), values::get), Redaction.of(values.values()));
  }

  /**
   * A configuration with its secrets.
   *
   * @param redaction leaves them out of texts
   */
  record Hydrated(ObjectNode plain, Redaction redaction) {
    /** Shows no value. */
    @Override
    public String toString() {
      return "Hydrated";
    }
  }

  /** What a split configuration would be for its connector, before it is stored. */
  ObjectNode hydrated(UUID workspace, SplitConfig split, @Nullable Actor before) {
    var values = secrets.resolved(workspace, split.secrets());
    if (before != null) {
      secrets
          .values(owner(before), SecretConfig.references(split.config()))
          .forEach(values::putIfAbsent);
    }
    return SecretConfig.hydrate(split.config(), values::get);
  }

  /** As it may be shown, with the coordinates of its secrets. */
  ObjectNode coordinates(Actor actor) {
    return SecretConfig.coordinates(stored(actor));
  }

  /** As it may be shown. */
  ObjectNode masked(Actor actor) {
    return ANY.mask(stored(actor));
  }
}
