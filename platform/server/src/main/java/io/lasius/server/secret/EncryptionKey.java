package io.lasius.server.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key that secrets are encrypted with: AES-256. */
final class EncryptionKey {
  static final int FINGERPRINT_BYTES = 6;

  private static final int BYTES = 32;

  private final SecretKey key;
  private final byte[] fingerprint;

  private EncryptionKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "AES");
    this.fingerprint = fingerprint(bytes);
  }

  /** A new one as text: 32 bytes in base64. */
  static String make() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Reads one.
   *
   * @param origin where it stands, as part of a sentence
   * @throws SecretException if it is none
   */
  static EncryptionKey parse(String text, String origin) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      // The decoder's own message shows a character of the key.
      throw new SecretException(
          "%s must hold %d bytes in base64, but is no base64; make one: openssl rand -base64 32"
              .formatted(origin, BYTES),
          null);
    }
    if (bytes.length != BYTES) {
      throw new SecretException(
          "%s must hold %d bytes in base64, but holds %d; make one: openssl rand -base64 32"
              .formatted(origin, BYTES, bytes.length),
          null);
    }
    return new EncryptionKey(bytes);
  }

  SecretKey key() {
    return key;
  }

  /** The key itself, as it is parsed. */
  String text() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** Tells keys apart and nothing about them. */
  byte[] fingerprint() {
    return fingerprint.clone();
  }

  boolean hasFingerprint(byte[] other) {
    return Arrays.equals(fingerprint, other);
  }

  /** Its fingerprint. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(fingerprint);
  }

  private static byte[] fingerprint(byte[] key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update("lasius key fingerprint".getBytes(US_ASCII));
      return Arrays.copyOf(digest.digest(key), FINGERPRINT_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
