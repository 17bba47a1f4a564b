package io.lasius.server.container;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes the payload of one stream out of the engine's frames: a byte for the stream (1 stdout, 2
 * stderr), three zero bytes, the payload's length in four bytes, most significant first, and the
 * payload (Docker Engine API, "Attach to a container", stream format). Frames respect neither lines
 * nor reads. Not thread-safe.
 */
final class FrameReader {
  static final int HEADER = 8;
  private static final int CAPACITY = 64 * 1024;

  /** Where the bytes come from: -1 at the end. */
  @FunctionalInterface
  interface Bytes {
    int read(ByteBuffer into) throws IOException;
  }

  private final Bytes bytes;
  private final int stream;

  /**
   * In the heap: memory outside it comes back only when a heap is collected that is seldom full.
   */
  private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);

  private int left;

  /**
   * @param stream the only stream that may come
   * @param first bytes that were read already
   */
  FrameReader(Bytes bytes, int stream, ByteBuffer first) {
    this.bytes = bytes;
    this.stream = stream;
    buffer.put(first).flip();
  }

  /**
   * Reads payload: at least one byte, or -1 at an end between two frames.
   *
   * @throws IOException also if the bytes end inside a frame, or are no frames
   */
  int read(ByteBuffer into) throws IOException {
    if (!into.hasRemaining()) {
      return 0;
    }
    while (left == 0) {
      if (buffer.remaining() < HEADER && !fillHeader()) {
        return -1;
      }
      left = payloadLength();
    }
    var count = buffer.hasRemaining() ? take(into) : readDirectly(into);
    left -= count;
    return count;
  }

  private boolean fillHeader() throws IOException {
    buffer.compact();
    try {
      while (buffer.position() < HEADER) {
        if (bytes.read(buffer) < 0) {
          if (buffer.position() > 0) {
            throw cutOff();
          }
          return false;
        }
      }
      return true;
    } finally {
      buffer.flip();
    }
  }

  private int payloadLength() throws IOException {
    var kind = buffer.getInt();
    var length = buffer.getInt();
    if (kind != stream << 24 || length < 0) {
      throw new IOException(
          "the engine sent no frame of stream %d: header %08x %08x"
              .formatted(stream, kind, length));
    }
    return length;
  }

  private int take(ByteBuffer into) {
    var count = Math.min(left, Math.min(buffer.remaining(), into.remaining()));
    into.put(into.position(), buffer, buffer.position(), count);
    into.position(into.position() + count);
    buffer.position(buffer.position() + count);
    return count;
  }

  /** The rest of a frame that has not arrived yet goes straight to the caller. */
  private int readDirectly(ByteBuffer into) throws IOException {
    var limit = into.limit();
    into.limit(into.position() + Math.min(left, into.remaining()));
    try {
      var count = bytes.read(into);
      if (count < 0) {
        throw cutOff();
      }
      return count;
    } finally {
      into.limit(limit);
    }
  }

  private static IOException cutOff() {
    return new IOException("the engine's output ended in the middle of a frame");
  }
}
