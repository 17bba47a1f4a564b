package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.wire.MessageCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the states under way: in memory as long as they are small together, else in a temporary
 * file, so that a destination that returns all states only at its end costs no memory for them. Not
 * thread-safe.
 */
final class StateSpill implements AutoCloseable {
  /** Bytes that the states of one sync may take in memory, together. */
  static final long MEMORY_BYTES = 16L << 20;

  /**
   * A kept state.
   *
   * @param inMemory null where it is in the file
   */
  record Kept(@Nullable StateMessage inMemory, long offset, int length) {}

  private long bytesInMemory;
  private @Nullable FileChannel file;
  private long end;
  private int inFile;

  Kept keep(StateMessage state) throws IOException {
    int length = state.json().length();
    if (bytesInMemory + length <= MEMORY_BYTES) {
      bytesInMemory += length;
      return new Kept(state, 0, length);
    }
    if (file == null) {
      file =
          FileChannel.open(
              Files.createTempFile("lasius-states-", ".json"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    ByteBuffer text = ByteBuffer.wrap(state.json().getBytes(UTF_8));
    var kept = new Kept(null, end, text.remaining());
    inFile++;
    while (text.hasRemaining()) {
      end += file.write(text, end);
    }
    return kept;
  }

  /** The state again, byte for byte. */
  StateMessage read(Kept kept) throws IOException {
    if (kept.inMemory() != null) {
      return kept.inMemory();
    }
    if (file == null) {
      throw new IllegalStateException("a state is kept in a file that was never opened");
    }
    ByteBuffer text = ByteBuffer.allocate(kept.length());
    while (text.hasRemaining() && file.read(text, kept.offset() + text.position()) >= 0) {}
    return MessageCodec.readState(new String(text.array(), 0, text.position(), UTF_8));
  }

  /**
   * Forgets a state; it is not to be read any more. The file is written anew once it holds none.
   */
  void release(Kept kept) {
    if (kept.inMemory() != null) {
      bytesInMemory -= kept.length();
    } else if (--inFile == 0) {
      end = 0;
    }
  }

  /** What the kept states take in memory, at most {@link #MEMORY_BYTES}. */
  long bytesInMemory() {
    return bytesInMemory;
  }

  /** What the file holds. */
  long bytesInFile() {
    return end;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
