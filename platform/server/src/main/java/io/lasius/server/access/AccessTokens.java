package io.lasius.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.lasius.server.secret.EncryptedTexts;
import io.lasius.server.secret.SecretCipher;
import io.lasius.server.secret.SecretException;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short-lived tokens that applications call with: JWT, since some of Airbyte's clients look for the
 * user in them. All servers of a database sign with one key, which outlives them: clients keep
 * tokens when a server restarts. Thread-safe.
 */
@Singleton
class AccessTokens implements EncryptedTexts {
  /** As long as Airbyte's; clients renew them a minute early. */
  static final Duration LIFE = Duration.ofMinutes(15);

  private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);
  private static final String ISSUER = "lasius";

  /** What Airbyte's tokens say. */
  private static final String AUDIENCE = "airbyte-server";

  private static final String CLIENT = "client_id";

  private final SigningKeyStore store;
  private final SecretCipher cipher;
  private final InstantSource clock;
  private volatile byte[] key = new byte[0];

  AccessTokens(SigningKeyStore store, SecretCipher cipher, InstantSource clock) {
    this.store = store;
    this.cipher = cipher;
    this.clock = clock;
  }

  /** Whom a token was issued to. */
  record Holder(UUID userId, UUID applicationId) {}

  String issue(ClientApplication application) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(application.userId().toString())
            .claim(CLIENT, application.id().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .build();
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(key()));
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java cannot sign a token", e);
    }
    return token.serialize();
  }

  /** Whom a token was issued to; empty where it is none of ours, or too old. */
  Optional<Holder> read(String text) {
    try {
      var token = SignedJWT.parse(text);
      if (!token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
          || !token.verify(new MACVerifier(key()))) {
        return Optional.empty();
      }
      var claims = token.getJWTClaimsSet();
      var expires = claims.getExpirationTime();
      if (!claims.getAudience().contains(AUDIENCE)
          || expires == null
          || !clock.instant().isBefore(expires.toInstant())) {
        return Optional.empty();
      }
      return Optional.of(
          new Holder(
              UUID.fromString(claims.getSubject()),
              UUID.fromString(claims.getStringClaim(CLIENT))));
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private byte[] key() {
    if (key.length == 0) {
      key = load().getBytes(UTF_8);
    }
    return key;
  }

  private String load() {
    var stored = store.findById(SigningKey.ONE);
    if (stored.isPresent()) {
      try {
        return cipher.decrypt(SigningKey.ONE, stored.get().secret());
      } catch (SecretException e) {
        // It only makes clients ask for their tokens anew.
        log.warn("Signing key cannot be read, a new one is made: why={}", e.getMessage());
        var made = RandomSecret.make();
        store.update(new SigningKey(SigningKey.ONE, cipher.encrypt(SigningKey.ONE, made)));
        return made;
      }
    }
    var made = RandomSecret.make();
    try {
      store.save(new SigningKey(SigningKey.ONE, cipher.encrypt(SigningKey.ONE, made)));
      return made;
    } catch (DataAccessException e) {
      // Another server was faster.
      return store
          .findById(SigningKey.ONE)
          .map(other -> cipher.decrypt(SigningKey.ONE, other.secret()))
          .orElseThrow(() -> e);
    }
  }

  @Override
  public int encryptAnew(SecretCipher other) {
    var stored = store.findById(SigningKey.ONE);
    stored.ifPresent(found ->
        store.update(
            new SigningKey(SigningKey.ONE, other.encryptAnew(SigningKey.ONE, found.secret()))));
    return stored.isPresent() ? 1 : 0;
  }
}
