package io.lasius.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Input that comes in pieces of the sizes given, one after the other and then again. */
final class Chunks implements ReadableByteChannel {
  private final ByteBuffer bytes;
  private final int[] sizes;
  private int reads;

  Chunks(byte[] bytes, int... sizes) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.sizes = sizes;
  }

  /** How often it was read, the end included. */
  int reads() {
    return reads;
  }

  @Override
  public int read(ByteBuffer target) {
    int size = sizes[reads++ % sizes.length];
    int n = Math.min(size, Math.min(target.remaining(), bytes.remaining()));
    target.put(bytes.slice(bytes.position(), n));
    bytes.position(bytes.position() + n);
    return n == 0 ? -1 : n;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    bytes.position(bytes.limit());
  }
}
