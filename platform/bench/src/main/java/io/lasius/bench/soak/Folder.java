package io.lasius.bench.soak;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;

/** Files below a folder, while others write there. */
record Folder(long files, long bytes) {
  static Folder of(Path folder, Predicate<Path> counts) throws IOException {
    var visitor = new Visitor(folder, counts);
    Files.walkFileTree(folder, visitor);
    return new Folder(visitor.files, visitor.bytes);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Predicate<Path> counts;
    private long files;
    private long bytes;

    Visitor(Path folder, Predicate<Path> counts) {
      this.folder = folder;
      this.counts = counts;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (counts.test(folder.relativize(file))) {
        files++;
        bytes += attributes.size();
      }
      return FileVisitResult.CONTINUE;
    }

    /** What is gone meanwhile does not count. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
