package io.lasius.server.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that all secrets are encrypted with: AES-256, from the environment, or from a file of the
 * data folder that is made at the first start.
 */
public final class EncryptionKey {
  /** Environment variable with the key: 32 bytes in base64. */
  public static final String VARIABLE = "LASIUS_SECRET_KEY";

  /** Name of the file in the data folder. */
  public static final String FILE = "secret.key";

  private static final int BYTES = 32;
  private static final int FINGERPRINT_BYTES = 6;

  private final SecretKey key;
  private final byte[] fingerprint;
  private final String origin;

  private EncryptionKey(byte[] bytes, String origin) {
    this.key = new SecretKeySpec(bytes, "AES");
    this.fingerprint = fingerprint(bytes);
    this.origin = origin;
  }

  /**
   * The key of an installation.
   *
   * @param dataFolder an existing folder; where the variable is not set, the key is read from there
   *     or made there
   * @throws SecretException if the variable or the file holds no key, or others may read the file
   */
  public static EncryptionKey load(Map<String, String> environment, Path dataFolder)
      throws IOException {
    String variable = environment.get(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      return decode(variable, "the environment variable " + VARIABLE);
    }
    Path file = dataFolder.resolve(FILE);
    try {
      return read(file);
    } catch (NoSuchFileException _) {
      create(file);
      return read(file);
    }
  }

  SecretKey key() {
    return key;
  }

  /** Tells keys apart and nothing about them. */
  byte[] fingerprint() {
    return fingerprint.clone();
  }

  /** Where the key came from, as part of a sentence. */
  String origin() {
    return origin;
  }

  private static EncryptionKey read(Path file) throws IOException {
    return decode(OwnerFile.read("key file", file), "the file " + file);
  }

  private static EncryptionKey decode(String text, String origin) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.strip());
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
    return new EncryptionKey(bytes, origin);
  }

  private static void create(Path file) throws IOException {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    OwnerFile.create(file, Base64.getEncoder().encodeToString(bytes) + "\n");
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
