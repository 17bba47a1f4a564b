package io.lasius.server.attemptlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.replication.RejectedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records that an attempt set aside: a file of JSON lines that only this user can read, made
 * with the first of them. Each line has the source's own message in {@code message}. Thread-safe.
 */
public final class RejectedRecords implements AutoCloseable {
  private final Path path;
  private final InstantSource clock;
  private @Nullable FileChannel file;
  private boolean dirty;

  RejectedRecords(Path path, InstantSource clock) {
    this.path = path;
    this.clock = clock;
  }

  /** Keeps a record; durable after the next {@link #force()} or {@link #close()}. */
  public synchronized void add(RejectedRecord record) throws IOException {
    byte[] head = head(record);
    ByteBuffer message = record.message();
    ByteBuffer line = ByteBuffer.allocate(head.length + message.remaining() + 2);
    line.put(head).put(message.duplicate()).put((byte) '}').put((byte) '\n').flip();
    FileChannel out = open();
    dirty = true;
    while (line.hasRemaining()) {
      out.write(line);
    }
  }

  /** All that was added is on the disk when this returns. */
  public synchronized void force() throws IOException {
    if (file != null && dirty) {
      file.force(true);
      dirty = false;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try (var closing = file) {
      if (closing != null) {
        force();
      }
    }
  }

  private byte[] head(RejectedRecord record) {
    ObjectNode head =
        Json.mapper()
            .createObjectNode()
            .put("time", clock.instant().toString())
            .put("reason", record.reason().name().toLowerCase(Locale.ROOT))
            .put("why", record.why())
            .put("line", record.line());
    StreamDescriptor stream = record.stream();
    head.putObject("stream").put("name", stream.name()).put("namespace", stream.namespace());
    String text = Json.write(head);
    return (text.substring(0, text.length() - 1) + ",\"message\":").getBytes(UTF_8);
  }

  private FileChannel open() throws IOException {
    if (file == null) {
      Path folder = Files.createDirectories(path.toAbsolutePath().getParent());
      file =
          FileChannel.open(
              path,
              Set.of(
                  // What is there is of another database's attempt.
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      // The file's name is to be on the disk as well.
      try (var directory = FileChannel.open(folder)) {
        directory.force(true);
      }
    }
    return file;
  }
}
