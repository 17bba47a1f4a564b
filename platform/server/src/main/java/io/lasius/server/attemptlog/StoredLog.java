package io.lasius.server.attemptlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A log as it lies on disk: as it was written, or compressed once nobody writes it any more.
 *
 * @param path of the one that is not compressed
 */
record StoredLog(Path path) {
  static final String COMPRESSED_SUFFIX = ".gz";

  /** What is read at a time while a line's end is looked for. */
  private static final int CHUNK = 8 << 10;

  Path compressed() {
    return path.resolveSibling(path.getFileName() + COMPRESSED_SUFFIX);
  }

  /**
   * Its lines from the beginning.
   *
   * @throws NoSuchFileException if there is no such log
   */
  InputStream open() throws IOException {
    try {
      return Files.newInputStream(path);
    } catch (NoSuchFileException _) {
      // It may just have been compressed.
      return new GZIPInputStream(Files.newInputStream(compressed()), CHUNK);
    }
  }

  /**
   * Whole lines from an offset on.
   *
   * @param maxBytes so many at most, but one line at least
   * @return nothing where there is no such log
   */
  byte[] lines(long offset, int maxBytes) throws IOException {
    try (var in = open()) {
      if (skip(in, offset) < offset) {
        return new byte[0];
      }
      var found = new ByteArrayOutputStream();
      found.write(in.readNBytes(maxBytes));
      int end = endOfLines(found.toByteArray(), found.size());
      while (end == 0) {
        byte[] more = in.readNBytes(CHUNK);
        if (more.length == 0) {
          break;
        }
        found.write(more);
        int newline = indexOfNewline(more);
        end = newline < 0 ? 0 : found.size() - more.length + newline + 1;
      }
      return Arrays.copyOf(found.toByteArray(), end);
    } catch (NoSuchFileException _) {
      return new byte[0];
    }
  }

  private static long skip(InputStream in, long bytes) throws IOException {
    long skipped = 0;
    while (skipped < bytes) {
      long more = in.skip(bytes - skipped);
      if (more == 0 && in.read() < 0) {
        break;
      }
      skipped += more == 0 ? 1 : more;
    }
    return skipped;
  }

  private static int endOfLines(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private static int indexOfNewline(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Ends what a server's sudden death left; nothing where its writer ended it. */
  void settle() throws IOException {
    if (Files.exists(LogFile.aside(path))) {
      LogFile.open(path).close();
    }
  }

  /** Nothing where it is compressed already. Nobody may write it meanwhile. */
  void compress() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    settle();
    var fresh = compressed().resolveSibling(compressed().getFileName() + ".new");
    try (var out = new GZIPOutputStream(Files.newOutputStream(fresh), CHUNK)) {
      Files.copy(path, out);
    }
    Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(path));
    Files.move(fresh, compressed(), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(path);
  }

  /** As it was written, to be written on. Nothing where it is not compressed. */
  void expand() throws IOException {
    if (!Files.exists(path) && Files.exists(compressed())) {
      var fresh = path.resolveSibling(path.getFileName() + ".new");
      try (var in = open()) {
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(compressed());
    }
  }
}
