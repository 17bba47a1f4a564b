package io.lasius.connector.destinationfile;

import io.lasius.sdk.TransientException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is appended to, and that a kill leaves as it was at its last commit.
 *
 * <p>While it is open, a hidden journal beside it holds its committed length. A journal that is
 * found tells that a write was under way: what the file has beyond that length is cut off before
 * anything is appended. Without a journal a file is never cut, whoever wrote it.
 */
final class CommittedFile implements AutoCloseable {
  private final Path path;
  private final FileChannel data;
  private final FileChannel journal;
  private long committed;

  private CommittedFile(Path path, FileChannel data, FileChannel journal) throws IOException {
    this.path = path;
    this.data = data;
    this.journal = journal;
    this.committed = data.size();
    data.position(committed);
    note(new Journal(committed, null));
    Durability.syncFolder(path.resolveSibling(""));
  }

  /**
   * Opens a file at its end; makes an empty one where there is none.
   *
   * @throws TransientException where another process writes to it
   */
  static CommittedFile open(Path path) throws TransientException, IOException {
    recover(path);
    FileChannel data =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    @Nullable FileChannel journal = null;
    try {
      journal =
          FileChannel.open(
              Journal.of(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock(journal, path);
      return new CommittedFile(path, data, journal);
    } catch (IOException | TransientException e) {
      data.close();
      if (journal != null) {
        journal.close();
      }
      throw e;
    }
  }

  /**
   * Undoes what a killed process wrote after its last commit.
   *
   * @throws TransientException where that process lives, and writes
   */
  static void recover(Path path) throws TransientException, IOException {
    Path journal = Journal.of(path);
    if (!Files.exists(journal, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var channel =
        FileChannel.open(
            journal,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      lock(channel, path);
      Journal last = Journal.read(channel);
      if (last != null) {
        if (last.consumed() != null) {
          Durability.delete(path.resolveSibling(last.consumed()));
        }
        cut(path, last.length());
      }
      Durability.delete(journal);
    }
  }

  /** Where bytes are appended; they reach the file at once. */
  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
          data.write(buffer);
        }
      }
    };
  }

  /** Bytes that are committed. */
  long committed() {
    return committed;
  }

  /** Whether the file has bytes, and the last of them is not this one. */
  boolean endsOtherThan(byte last) throws IOException {
    if (committed == 0) {
      return false;
    }
    var end = ByteBuffer.allocate(1);
    return data.read(end, committed - 1) == 1 && end.get(0) != last;
  }

  /** Makes durable all that was appended. */
  void commit() throws IOException {
    commit(null);
  }

  /**
   * Makes durable all that was appended, and with it that another file's content is in here now, so
   * that the other is deleted.
   */
  void commit(@Nullable Path consumed) throws IOException {
    data.force(true);
    long length = data.position();
    note(new Journal(length, consumed == null ? null : consumed.getFileName().toString()));
    committed = length;
    if (consumed != null) {
      Durability.delete(consumed);
    }
  }

  /** Cuts off what was not committed. */
  @Override
  public void close() throws IOException {
    try (journal;
        data) {
      // Closed already where this is the second time, or the thread was interrupted: then the
      // journal, if it is still there, has the next write do it.
      if (data.isOpen()) {
        if (data.size() != committed) {
          data.truncate(committed);
          data.force(true);
        }
        Durability.delete(Journal.of(path));
      }
    }
  }

  private void note(Journal entry) throws IOException {
    ByteBuffer line = entry.line();
    while (line.hasRemaining()) {
      journal.write(line);
    }
    journal.force(true);
  }

  private static void cut(Path path, long length) throws IOException {
    if (Files.exists(path) && Files.size(path) > length) {
      try (var channel =
          FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        channel.truncate(length);
        channel.force(true);
      }
    }
  }

  private static void lock(FileChannel journal, Path path) throws TransientException, IOException {
    boolean locked;
    try {
      locked = journal.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      throw new TransientException(
          "another process writes to %s: wait until it has ended, and let no two connections write"
                  .formatted(path.getFileName())
              + " to one folder");
    }
  }
}
