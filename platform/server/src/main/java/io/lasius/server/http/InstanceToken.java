package io.lasius.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lasius.server.ServerSettings;
import io.micronaut.context.annotation.Context;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * The secret that every caller shows. It is made at first start, in a file that only the server's
 * user may read, and stays the same from then on.
 */
@Context
public final class InstanceToken {
  private static final int RANDOM_BYTES = 32;

  private final Path file;
  private final String token;

  InstanceToken(ServerSettings settings) throws IOException {
    this.file = settings.tokenFile();
    this.token = readOrMake(file);
  }

  /** The file that holds it. */
  public Path file() {
    return file;
  }

  public String value() {
    return token;
  }

  /** Whether a caller knows it; takes as long for a nearly right one as for a wrong one. */
  boolean is(String shown) {
    return MessageDigest.isEqual(token.getBytes(US_ASCII), shown.getBytes(US_ASCII));
  }

  private static String readOrMake(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try {
      make(file);
    } catch (FileAlreadyExistsException e) {
      refuseIfOthersRead(file);
    }
    var token = Files.readString(file, US_ASCII).strip();
    if (token.isEmpty()) {
      throw new IOException(
          "the token file %s is empty; remove it, and a new one is made".formatted(file));
    }
    return token;
  }

  private static void make(Path file) throws IOException {
    var random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
    var whole = Files.createTempFile(file.toAbsolutePath().getParent(), "token", ".new");
    try {
      // A temporary file is its owner's alone; linked into place, it is never seen half written.
      Files.writeString(whole, token, US_ASCII, StandardOpenOption.SYNC);
      Files.createLink(file, whole);
    } finally {
      Files.delete(whole);
    }
  }

  private static void refuseIfOthersRead(Path file) throws IOException {
    Set<PosixFilePermission> others = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
    others.retainAll(Files.getPosixFilePermissions(file));
    if (!others.isEmpty()) {
      throw new IOException(
          "others may use the token file %s; chmod 600 it, or remove it to get a new token"
              .formatted(file));
    }
  }
}
