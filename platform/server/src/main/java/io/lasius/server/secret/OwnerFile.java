package io.lasius.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Files with secrets: nobody but their owner may use them. */
public final class OwnerFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private OwnerFile() {}

  /**
   * Reads one.
   *
   * @param what what it is, for the message
   * @throws java.nio.file.NoSuchFileException where there is none
   * @throws SecretException where others may use it
   */
  public static String read(String what, Path file) throws IOException {
    var others = EnumSet.complementOf(EnumSet.copyOf(OWNER_ONLY));
    var rights = Files.getPosixFilePermissions(file);
    if (rights.stream().anyMatch(others::contains)) {
      throw new SecretException(
          "the %s %s has the rights %s, so others may use it; make it the owner's alone: chmod 600 %s"
              .formatted(what, file, PosixFilePermissions.toString(rights), file),
          null);
    }
    return Files.readString(file, UTF_8);
  }

  /** Makes one, whole or not at all; if another server was first, its file stays. */
  public static void create(Path file, String text) throws IOException {
    try {
      write(file, text, OwnerFile::publish);
    } catch (FileAlreadyExistsException _) {
      return;
    }
  }

  /** Puts one in place of another, whole or not at all. */
  static void replace(Path file, String text) throws IOException {
    write(
        file,
        text,
        (draft, target) ->
            Files.move(
                draft,
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING));
  }

  /** Gives a draft its name. */
  private interface Publication {
    void publish(Path draft, Path file) throws IOException;
  }

  private static void write(Path file, String text, Publication publication) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try (var out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      publication.publish(draft, file);
      try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
        folder.force(true);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Gives the draft its name, unless there is such a file by now. */
  private static void publish(Path draft, Path file) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException _) {
      // Not every volume has links.
      Files.move(draft, file);
    }
  }
}
