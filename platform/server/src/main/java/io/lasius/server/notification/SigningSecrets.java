package io.lasius.server.notification;

import io.lasius.server.secret.EncryptedTexts;
import io.lasius.server.secret.SecretCipher;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What workspaces sign their webhooks with. */
@Singleton
class SigningSecrets implements EncryptedTexts {
  /** How long the secret before counts, too: until then a receiver can be given the new one. */
  static final Duration OVERLAP = Duration.ofHours(24);

  private static final int KEY_BYTES = 32;

  private final SigningSecretStore store;
  private final SecretCipher cipher;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  SigningSecrets(SigningSecretStore store, SecretCipher cipher, InstantSource clock) {
    this.store = store;
    this.cipher = cipher;
    this.clock = clock;
  }

  /** Makes a new one, the only time that it is shown. */
  @Transactional
  String make(UUID workspaceId) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    var secret = Signatures.SECRET_PREFIX + Base64.getEncoder().encodeToString(key);
    var before = store.findById(workspaceId);
    var made =
        new SigningSecret(
            workspaceId,
            cipher.encrypt(workspaceId, secret),
            before.map(SigningSecret::secret).orElse(null),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    if (before.isPresent()) {
      store.update(made);
    } else {
      store.save(made);
    }
    return secret;
  }

  /** When the present one was made; none where none was, and webhooks are not signed. */
  Optional<Instant> madeAt(UUID workspaceId) {
    return store.findById(workspaceId).map(SigningSecret::madeAt);
  }

  /**
   * Those that count at a time, the present one first.
   *
   * @throws io.lasius.server.secret.SecretException if one was encrypted with another key
   */
  List<String> at(UUID workspaceId, Instant time) {
    var found = store.findById(workspaceId);
    if (found.isEmpty()) {
      return List.of();
    }
    var secret = cipher.decrypt(workspaceId, found.get().secret());
    var previous = found.get().previous();
    return previous == null || !time.isBefore(found.get().madeAt().plus(OVERLAP))
        ? List.of(secret)
        : List.of(secret, cipher.decrypt(workspaceId, previous));
  }

  @Override
  public int encryptAnew(SecretCipher other) {
    var all = store.findAll();
    for (var stored : all) {
      var id = stored.workspaceId();
      var previous = stored.previous();
      store.update(
          new SigningSecret(
              id,
              other.encryptAnew(id, stored.secret()),
              previous == null ? null : other.encryptAnew(id, previous),
              stored.madeAt()));
    }
    return all.size();
  }
}
