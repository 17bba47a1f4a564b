package io.lasius.connector.destinationpostgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of streams, namespaces and fields as names in the database: the same wherever it bears
 * them, letter case included; else with a digest of the whole at the end, so that different ones
 * stay different.
 */
final class Identifiers {
  /** What the database cuts names to, in bytes. */
  private static final int MAX_BYTES = 63;

  private static final int DIGEST_CHARS = 10;

  private Identifiers() {}

  /** A table's or a column's. */
  static String of(String name) {
    boolean fits =
        !name.isEmpty() && name.indexOf('\0') < 0 && name.getBytes(UTF_8).length <= MAX_BYTES;
    return fits ? name : digested(name);
  }

  /** A schema's: not one that the database keeps for itself. */
  static String ofSchema(String name) {
    boolean reserved = name.startsWith("pg_") || name.equals("information_schema");
    return reserved ? digested("_" + name) : of(name);
  }

  /** Another name, which shows where it comes from, and which nothing else has. */
  static String digested(String name) {
    return digested(name, name);
  }

  /** The name, cut as need be, and a digest of what it stands for. */
  static String digested(String name, String of) {
    return cut(name.replace("\0", ""), MAX_BYTES - DIGEST_CHARS - 1) + "_" + digest(of);
  }

  /** As it stands in SQL. */
  static String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** The longest beginning of so many bytes that halves no character. */
  private static String cut(String name, int maxBytes) {
    int bytes = 0;
    int end = 0;
    while (end < name.length()) {
      int next = name.offsetByCodePoints(end, 1);
      bytes += name.substring(end, next).getBytes(UTF_8).length;
      if (bytes > maxBytes) {
        break;
      }
      end = next;
    }
    return name.substring(0, end);
  }

  private static String digest(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
