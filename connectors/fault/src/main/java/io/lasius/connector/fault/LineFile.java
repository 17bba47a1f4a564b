package io.lasius.connector.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that grows by lines. A line that a kill has torn is cut off when it is opened again. */
final class LineFile implements AutoCloseable {
  private final FileChannel file;
  private final ByteBuffer gathered = ByteBuffer.allocate(64 << 10);

  private LineFile(FileChannel file) {
    this.file = file;
  }

  static LineFile open(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    long end = endOfLastLine(file);
    file.truncate(end);
    file.position(end);
    return new LineFile(file);
  }

  void append(ByteBuffer line) throws IOException {
    put(line);
    put(ByteBuffer.wrap(new byte[] {'\n'}));
  }

  /** All that was appended is on the disk when this returns. */
  void force() throws IOException {
    drain();
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      drain();
    }
  }

  private void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (!gathered.hasRemaining()) {
        drain();
      }
      int length = Math.min(bytes.remaining(), gathered.remaining());
      gathered.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
    }
  }

  private void drain() throws IOException {
    gathered.flip();
    while (gathered.hasRemaining()) {
      file.write(gathered);
    }
    gathered.clear();
  }

  private static long endOfLastLine(FileChannel file) throws IOException {
    var one = ByteBuffer.allocate(1);
    long end = file.size();
    while (end > 0) {
      one.clear();
      file.read(one, end - 1);
      if (one.get(0) == '\n') {
        return end;
      }
      end--;
    }
    return 0;
  }
}
