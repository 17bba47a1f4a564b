package io.lasius.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Secrets that nobody can guess, since they are 32 random bytes. A plain hash of one gives nothing
 * away, and costs a request next to nothing.
 */
final class RandomSecret {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomSecret() {}

  /** A new one, of characters that need no escape anywhere. */
  static String make() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is kept of one. */
  static String hash(String secret) {
    return HexFormat.of().formatHex(digest(secret));
  }

  /** Takes as long for a nearly right one as for a wrong one. */
  static boolean matches(String hash, String shown) {
    return MessageDigest.isEqual(hash.getBytes(UTF_8), hash(shown).getBytes(UTF_8));
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
