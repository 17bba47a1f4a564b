package io.lasius.connector.destinationfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of streams and namespaces as names of files: different ones stay different, none leads to
 * another folder, and none is hidden.
 */
final class FileNames {
  /** What stays as it is, beside letters and digits of ASCII. */
  private static final String PLAIN = "_- ";

  /** Longest name; file systems allow 255 bytes, of which the endings of our files need some. */
  private static final int MAX_LENGTH = 180;

  /** Characters of the digest that makes a name unique which is cut. */
  private static final int DIGEST_LENGTH = 32;

  private FileNames() {}

  /** A stream's; a dot stays, except at the beginning. */
  static String ofStream(String name) {
    return encode(name, true);
  }

  /** A namespace's: without dots, so that it never is the name of a file. */
  static String ofNamespace(String namespace) {
    return encode(namespace, false);
  }

  /**
   * Every other byte becomes {@code %XX}, and so does the percent sign. The end of a long name
   * gives way to {@code ~} and a digest; no other name holds a {@code ~}.
   */
  private static String encode(String name, boolean dots) {
    var encoded = new StringBuilder();
    for (byte each : name.getBytes(UTF_8)) {
      char c = (char) (each & 0xff);
      boolean dot = c == '.' && dots && !encoded.isEmpty();
      if (dot || isPlain(c)) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted((int) c));
      }
    }
    if (encoded.length() <= MAX_LENGTH) {
      return encoded.toString();
    }
    return encoded.substring(0, MAX_LENGTH - DIGEST_LENGTH - 1) + "~" + digest(name);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  private static String digest(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
