package io.lasius.connector.destinationfile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes of a folder that are on the disk when they return. */
final class Durability {
  private Durability() {}

  /** Makes the names in a folder durable; a file that is synced may still lose its name. */
  static void syncFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Puts a file in the place of another, which is there whole until the new one is. */
  static void replace(Path target, Path replacement) throws IOException {
    Files.move(replacement, target, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(target.resolveSibling("").toAbsolutePath());
  }

  static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      syncFolder(file.resolveSibling("").toAbsolutePath());
    }
  }
}
