package io.lasius.server.attemptlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file that lines are added to. Its user sees to it that one thread at a time does. */
final class LogFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 32 << 10;
  private static final String ASIDE_SUFFIX = ".end";

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer gathered = ByteBuffer.allocate(BUFFER_BYTES);
  private long flushed;

  private LogFile(Path path, FileChannel channel, long length) {
    this.path = path;
    this.channel = channel;
    this.flushed = length;
  }

  /**
   * Opens a file to go on after what it holds; a line that a sudden death tore off is ended, and
   * what was put aside before it follows.
   */
  static LogFile open(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    var channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      long length = channel.size();
      var file = new LogFile(path, channel, length);
      channel.position(length);
      if (length > 0 && !endsWithNewline(channel, length)) {
        file.append(new byte[] {'\n'});
      }
      var aside = aside(path);
      if (Files.exists(aside)) {
        file.append(Files.readAllBytes(aside));
        file.flush();
        Files.delete(aside);
      }
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Bytes of the file with those that were gathered. */
  long length() {
    return flushed + gathered.position();
  }

  void append(byte[] line) throws IOException {
    if (line.length > gathered.remaining()) {
      flush();
    }
    if (line.length > gathered.remaining()) {
      write(ByteBuffer.wrap(line));
    } else {
      gathered.put(line);
    }
  }

  void flush() throws IOException {
    gathered.flip();
    try {
      write(gathered);
    } finally {
      gathered.clear();
    }
  }

  /** Where lines are put aside. */
  static Path aside(Path path) {
    return path.resolveSibling(path.getFileName() + ASIDE_SUFFIX);
  }

  /** Keeps lines that are not in the file yet beside it, in place of those before. */
  void putAside(List<byte[]> lines) throws IOException {
    var whole = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      whole.write(line);
    }
    var fresh = path.resolveSibling(path.getFileName() + ASIDE_SUFFIX + ".new");
    Files.write(fresh, whole.toByteArray());
    Files.move(fresh, aside(path), StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      flushed += channel.write(bytes);
    }
  }

  private static boolean endsWithNewline(FileChannel channel, long length) throws IOException {
    var last = ByteBuffer.allocate(1);
    return channel.read(last, length - 1) == 1 && last.get(0) == '\n';
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      flush();
      Files.deleteIfExists(aside(path));
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
