package io.lasius.connector.destinationfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a file's journal says last: a line for each commit, so that one sync of the disk suffices,
 * and a line that is torn does not count.
 *
 * @param length committed bytes of the file
 * @param consumed name of a file whose content is among them, so that it has to go
 */
record Journal(long length, @Nullable String consumed) {
  /** Where the journal of a file is. */
  static Path of(Path file) {
    String name = file.getFileName().toString();
    return file.resolveSibling((name.startsWith(".") ? "" : ".") + name + ".writing");
  }

  ByteBuffer line() {
    String text = consumed == null ? "" + length : length + " " + consumed;
    return ByteBuffer.wrap((text + "\n").getBytes(UTF_8));
  }

  /** The last whole line; null where there is none, and so nothing was appended yet. */
  static @Nullable Journal read(FileChannel journal) throws IOException {
    // By the channel that holds the lock: closing any other one would release it.
    var bytes = ByteBuffer.allocate((int) journal.size());
    while (bytes.hasRemaining() && journal.read(bytes) >= 0) {}
    String text = UTF_8.decode(bytes.flip()).toString();
    int end = text.lastIndexOf('\n');
    if (end < 0) {
      return null;
    }
    String line = text.substring(text.lastIndexOf('\n', end - 1) + 1, end);
    int space = line.indexOf(' ');
    return space < 0
        ? new Journal(Long.parseLong(line), null)
        : new Journal(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
  }
}
