package io.lasius.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.http.Problem;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Passwords of people, kept as bcrypt's hashes. Clients that send one with each request would cost
 * a quarter of a second each, so one that was right is known again while the server runs.
 * Thread-safe.
 */
@Singleton
final class Passwords {
  static final int LEAST_LENGTH = 10;

  /** Bcrypt looks at no more. */
  private static final int MOST_BYTES = 72;

  private static final int COST = 12;

  /** Before a hash of {@link RandomSecret}'s. */
  private static final String RANDOM_SECRET = "random:";

  private static final int SALT_BYTES = 16;
  private static final int MOST_KNOWN = 1000;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String salt = RandomSecret.make();

  /** By the hash that it was held against, a hash of the right password of this process alone. */
  private final Map<String, String> known = new ConcurrentHashMap<>();

  /**
   * What is kept of a password.
   *
   * @throws io.lasius.server.http.ProblemException 400 where it is too short or too long
   */
  String hash(String password) {
    if (password.length() < LEAST_LENGTH || password.getBytes(UTF_8).length > MOST_BYTES) {
      throw Problem.badRequest(
              "the property 'password' must have at least %d characters, and at most %d bytes"
                  .formatted(LEAST_LENGTH, MOST_BYTES))
          .asException();
    }
    return hashOf(password);
  }

  /** What is kept of a password that nobody can guess: it needs no hash that takes long. */
  static String hashOfRandom(String secret) {
    return RANDOM_SECRET + RandomSecret.hash(secret);
  }

  /** Whether it is the user's. */
  boolean matches(User user, String password) {
    var hash = user.passwordHash();
    if (hash == null || password.getBytes(UTF_8).length > MOST_BYTES) {
      return refuse();
    }
    if (hash.startsWith(RANDOM_SECRET)) {
      return RandomSecret.matches(hash.substring(RANDOM_SECRET.length()), password);
    }
    var mark = RandomSecret.hash(salt + password);
    if (mark.equals(known.get(hash))) {
      return true;
    }
    if (!OpenBSDBCrypt.checkPassword(hash, password.toCharArray())) {
      return false;
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(hash, mark);
    return true;
  }

  /** Takes as long as a wrong password of somebody. */
  boolean refuse() {
    OpenBSDBCrypt.checkPassword(Nobody.HASH, "wrong".toCharArray());
    return false;
  }

  /** Made when it is needed first: it takes as long as a login. */
  private static final class Nobody {
    static final String HASH = hashOf(RandomSecret.make());
  }

  private static String hashOf(String password) {
    byte[] bytes = new byte[SALT_BYTES];
    RANDOM.nextBytes(bytes);
    return OpenBSDBCrypt.generate(password.toCharArray(), bytes, COST);
  }
}
