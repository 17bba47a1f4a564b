package io.lasius.server.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.http.Problem;
import io.lasius.server.secret.EncryptedTexts;
import io.lasius.server.secret.RefusedConfigException;
import io.lasius.server.secret.SecretCipher;
import io.lasius.server.secret.SecretConfig;
import io.lasius.server.secret.SplitConfig;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What sources of manifests are tried with in a connector builder: kept for clients that have one.
 */
@Singleton
class TestingValues implements EncryptedTexts {
  private final TestingValuesStore store;
  private final SecretCipher cipher;

  TestingValues(TestingValuesStore store, SecretCipher cipher) {
    this.store = store;
    this.cipher = cipher;
  }

  /** Those of a definition as they may be shown; null where there are none. */
  @Nullable ObjectNode masked(ConnectorDefinition definition) {
    var plain = plain(definition.id());
    return plain == null ? null : secretsOf(definition).mask(plain);
  }

  /**
   * Puts others in their place. What is masked in them stays as it was.
   *
   * @return as they may be shown
   * @throws io.lasius.server.http.ProblemException 422 where a mask stands for nothing
   */
  @Transactional
  ObjectNode put(ConnectorDefinition definition, ObjectNode sent) {
    var before = plain(definition.id());
    var plain = plain(secretsOf(definition), before, sent);
    var stored =
        new StoredTestingValues(
            definition.id(), cipher.encrypt(definition.id(), Json.write(plain)));
    if (before == null) {
      store.save(stored);
    } else {
      store.update(stored);
    }
    return secretsOf(definition).mask(plain);
  }

  private static ObjectNode plain(
      SecretConfig config, @Nullable ObjectNode before, ObjectNode sent) {
    try {
      var old = before == null ? null : config.split(before);
      SplitConfig split = old == null ? config.split(sent) : config.replace(old.config(), sent);
      var secrets = new HashMap<>(split.secrets());
      if (old != null) {
        secrets.putAll(old.secrets());
      }
      return SecretConfig.hydrate(split.config(), secrets::get);
    } catch (RefusedConfigException e) {
      throw Problem.unprocessable(String.valueOf(e.getMessage())).asException(e);
    }
  }

  private @Nullable ObjectNode plain(UUID definitionId) {
    return store
        .findById(definitionId)
        .map(found -> parse(cipher.decrypt(definitionId, found.encrypted())))
        .orElse(null);
  }

  private static SecretConfig secretsOf(ConnectorDefinition definition) {
    return SecretConfig.of(
        DeclarativeManifest.of(definition).specification().connectionSpecification());
  }

  @Override
  public int encryptAnew(SecretCipher other) {
    var all = store.findAll();
    all.forEach(stored ->
        store.update(
            new StoredTestingValues(
                stored.definitionId(),
                other.encryptAnew(stored.definitionId(), stored.encrypted()))));
    return all.size();
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored testing values cannot be read", e);
    }
  }
}
