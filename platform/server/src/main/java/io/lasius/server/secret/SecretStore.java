package io.lasius.server.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The secrets of configurations. They leave the database decrypted only here. */
@Singleton
public class SecretStore implements EncryptedTexts {
  private final SecretRows rows;
  private final SecretCipher cipher;
  private final ExternalSecrets external;

  SecretStore(SecretRows rows, SecretCipher cipher, ExternalSecrets external) {
    this.rows = rows;
    this.cipher = cipher;
    this.external = external;
  }

  /**
   * All secrets of an owner, by their identifiers.
   *
   * @throws ExternalSecretException if one that is kept outside cannot be had
   */
  public Map<UUID, JsonNode> values(SecretOwner owner) {
    return values(owner, _ -> true);
  }

  /** The same of those that are wanted: what is kept outside is asked for nothing else. */
  public Map<UUID, JsonNode> values(SecretOwner owner, Set<UUID> wanted) {
    return values(owner, wanted::contains);
  }

  /** Those that an owner has, without a look at what is kept outside. */
  public Set<UUID> ids(SecretOwner owner) {
    return rows.of(owner).stream().map(StoredSecret::id).collect(Collectors.toSet());
  }

  private Map<UUID, JsonNode> values(SecretOwner owner, Predicate<UUID> wanted) {
    var values = new HashMap<UUID, JsonNode>();
    for (var row : rows.of(owner)) {
      if (wanted.test(row.id())) {
        values.put(row.id(), parse(cipher.decrypt(row.id(), row.encrypted())));
      }
    }
    return resolved(owner.workspaceId(), values);
  }

  /** The same of secrets that are not stored yet. */
  public Map<UUID, JsonNode> resolved(UUID workspace, Map<UUID, JsonNode> secrets) {
    var resolved = new HashMap<UUID, JsonNode>();
    secrets.forEach((id, secret) -> resolved.put(id, external.resolve(workspace, secret)));
    return resolved;
  }

  /**
   * Adds secrets, and deletes those that nothing refers to any more; in the transaction of whoever
   * stores the configuration.
   *
   * @param referred what the configuration refers to
   */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  public void put(SecretOwner owner, Map<UUID, JsonNode> added, Set<UUID> referred) {
    for (var row : rows.of(owner)) {
      if (!referred.contains(row.id())) {
        rows.deleteById(row.id());
      }
    }
    added.forEach((id, value) ->
        rows.save(StoredSecret.of(owner, id, cipher.encrypt(id, Json.write(value)))));
  }

  @Override
  public int encryptAnew(SecretCipher other) {
    var all = rows.findAll();
    all.forEach(row ->
        rows.update(
            new StoredSecret(
                row.id(),
                row.actorId(),
                row.connectionId(),
                row.definitionId(),
                other.encryptAnew(row.id(), row.encrypted()))));
    return all.size();
  }

  private static JsonNode parse(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored secret cannot be read", e);
    }
  }
}
