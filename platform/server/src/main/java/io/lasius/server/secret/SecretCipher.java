package io.lasius.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts secrets one by one with AES-256-GCM. What was encrypted for one secret cannot be
 * decrypted as another: its identifier is authenticated with it. Thread-safe.
 */
public final class SecretCipher {
  /** First part of each text, so that another way may follow. */
  private static final String VERSION = "v1:";

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final EncryptionKeys keys;
  private final SecureRandom random = new SecureRandom();

  public SecretCipher(EncryptionKeys keys) {
    this.keys = keys;
  }

  /** The text encrypted for one secret, in characters of base64; never twice the same. */
  public String encrypt(UUID secret, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var key = keys.first();
    byte[] fingerprint = key.fingerprint();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, secret, nonce).doFinal(text.getBytes(UTF_8));
      byte[] whole =
          ByteBuffer.allocate(fingerprint.length + nonce.length + sealed.length)
              .put(fingerprint)
              .put(nonce)
              .put(sealed)
              .array();
      return VERSION + Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot encrypt with " + TRANSFORMATION, e);
    }
  }

  /**
   * The text that was encrypted for a secret.
   *
   * @throws SecretException if it was encrypted with another key or for another secret, or is
   *     damaged
   */
  public String decrypt(UUID secret, String encrypted) {
    byte[] whole = decode(secret, encrypted);
    int nonceAt = EncryptionKey.FINGERPRINT_BYTES;
    int sealedAt = nonceAt + NONCE_BYTES;
    if (whole.length < sealedAt + TAG_BITS / 8) {
      throw damaged(secret, null);
    }
    byte[] fingerprint = Arrays.copyOf(whole, nonceAt);
    var key =
        keys.withFingerprint(fingerprint)
            .orElseThrow(() ->
                new SecretException(
                    ("the secret %s was encrypted with the key %s, but %s holds the key %s;"
                            + " start with the key that was in use before")
                        .formatted(
                            secret,
                            HexFormat.of().formatHex(fingerprint),
                            keys.origin(),
                            keys.first()),
                    null));
    try {
      byte[] nonce = Arrays.copyOfRange(whole, nonceAt, sealedAt);
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, key, secret, nonce)
              .doFinal(whole, sealedAt, whole.length - sealedAt);
      return new String(text, UTF_8);
    } catch (AEADBadTagException e) {
      throw damaged(secret, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot decrypt with " + TRANSFORMATION, e);
    }
  }

  /**
   * The same text, encrypted with the first key.
   *
   * @throws SecretException as {@link #decrypt} does
   */
  public String encryptAnew(UUID secret, String encrypted) {
    return encrypt(secret, decrypt(secret, encrypted));
  }

  private static byte[] decode(UUID secret, String encrypted) {
    if (!encrypted.startsWith(VERSION)) {
      throw damaged(secret, null);
    }
    try {
      return Base64.getDecoder().decode(encrypted.substring(VERSION.length()));
    } catch (IllegalArgumentException e) {
      throw damaged(secret, e);
    }
  }

  private static Cipher cipher(int mode, EncryptionKey key, UUID secret, byte[] nonce)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(secret.toString().getBytes(UTF_8));
    return cipher;
  }

  private static SecretException damaged(UUID secret, @Nullable Exception cause) {
    return new SecretException(
        "the secret %s cannot be decrypted: what is stored for it is damaged or was stored for another; enter the secret again"
            .formatted(secret),
        cause);
  }
}
