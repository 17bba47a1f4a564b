package io.lasius.server.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.http.Problem;
import io.lasius.server.secret.RefusedConfigException;
import io.lasius.server.secret.SecretConfig;
import io.lasius.server.secret.SecretOwner;
import io.lasius.server.secret.SecretStore;
import io.lasius.server.secret.SplitConfig;
import io.lasius.server.workspace.WorkspaceDeleted;
import io.lasius.server.workspace.WorkspaceStore;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What sources of manifests are tried with in a connector builder: kept for clients that have one,
 * as configurations of sources are.
 */
@Singleton
class TestingValues {
  private final DefinitionStore store;
  private final WorkspaceStore workspaces;
  private final SecretStore secrets;

  TestingValues(DefinitionStore store, WorkspaceStore workspaces, SecretStore secrets) {
    this.store = store;
    this.workspaces = workspaces;
    this.secrets = secrets;
  }

  /**
   * Those of a definition as they may be shown; null where there are none. What its manifest calls
   * a secret by now is masked, too.
   */
  @Nullable ObjectNode masked(ConnectorDefinition definition) {
    return store
        .findTestingValues(definition.id())
        .map(stored -> secretsOf(definition).mask(parse(stored)))
        .orElse(null);
  }

  /** Those of a definition as they are kept, without a secret; an empty object for none. */
  ObjectNode stored(ConnectorDefinition definition) {
    return store
        .findTestingValues(definition.id())
        .map(TestingValues::parse)
        .orElseGet(Json.mapper()::createObjectNode);
  }

  /**
   * Puts others in their place. What is masked in them stays as it was.
   *
   * @return as they may be shown
   * @throws io.lasius.server.http.ProblemException 422 where a mask stands for nothing; 409 where
   *     somebody else changed them or the manifest meanwhile; 404 where the definition was deleted
   * @throws io.lasius.server.secret.ExternalSecretException if a secret that is kept outside cannot
   *     be had
   */
  ObjectNode put(ConnectorDefinition definition, ObjectNode sent) {
    var before = store.findTestingValues(definition.id()).orElse(null);
    var config = secretsOf(definition);
    var split = split(config, before == null ? null : parse(before), sent);
    // Nothing is run by them, but a name of what is another workspace's is refused, as in a source.
    var _ = secrets.resolved(owner(definition).workspaceId(), split.secrets());
    replace(definition, before, split);
    return config.mask(split.config());
  }

  private static SplitConfig split(
      SecretConfig config, @Nullable ObjectNode before, ObjectNode sent) {
    try {
      return before == null ? config.split(sent) : config.replace(before, sent);
    } catch (RefusedConfigException e) {
      throw Problem.unprocessable(String.valueOf(e.getMessage())).asException(e);
    }
  }

  /** The workspace first, as whoever deletes it does. */
  @Transactional
  void replace(ConnectorDefinition read, @Nullable String before, SplitConfig split) {
    var _ = workspaces.lock(owner(read).workspaceId());
    var now = store.lock(read.id()).orElseThrow();
    if (now.deleted()) {
      throw Problem.notFound("definition", read.id()).asException();
    }
    var stored = store.findTestingValues(read.id()).orElse(null);
    if (!now.equals(read) || !Objects.equals(stored, before)) {
      throw Problem.tryAgainLater(
              "the definition '%s' was changed by somebody else just now".formatted(read.name()))
          .asException();
    }
    store.putTestingValues(read.id(), Json.write(split.config()));
    secrets.put(owner(read), split.secrets(), SecretConfig.references(split.config()));
  }

  /** Deletes a definition; its testing values go, since nothing uses them any more. */
  @Transactional
  void deleteWith(ConnectorDefinition definition) {
    store.markDeleted(definition.id());
    remove(definition);
  }

  @EventListener
  void workspaceDeleted(WorkspaceDeleted event) {
    store.triedIn(event.id()).forEach(this::remove);
  }

  private void remove(ConnectorDefinition definition) {
    store.removeTestingValues(definition.id());
    secrets.put(owner(definition), Map.of(), Set.of());
  }

  /** A definition with a manifest is always one of a workspace. */
  private static SecretOwner owner(ConnectorDefinition definition) {
    UUID workspace = Objects.requireNonNull(definition.workspaceId());
    return new SecretOwner.Definition(definition.id(), workspace);
  }

  private static SecretConfig secretsOf(ConnectorDefinition definition) {
    return SecretConfig.of(
        DeclarativeManifest.of(definition).specification().connectionSpecification());
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored testing values cannot be read", e);
    }
  }
}
