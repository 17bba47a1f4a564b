package io.lasius.replication;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * The destination's input; a fault of it can be told from one of the source's output, and a write
 * that waits is seen.
 */
final class DestinationInput implements WritableByteChannel {
  /** The destination takes no more input. */
  static final class ClosedException extends IOException {
    private static final long serialVersionUID = 1;

    ClosedException(IOException cause) {
      super("the destination takes no more input", cause);
    }
  }

  private final WritableByteChannel channel;
  private final StallDetector stalls;
  private volatile boolean refused;

  DestinationInput(WritableByteChannel channel, StallDetector stalls) {
    this.channel = channel;
    this.stalls = stalls;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    stalls.writing();
    try {
      return channel.write(bytes);
    } catch (IOException e) {
      refused = true;
      throw new ClosedException(e);
    } finally {
      stalls.written();
    }
  }

  /**
   * Whether a write failed. What it held is lost to the destination, whatever is written after it.
   */
  boolean refused() {
    return refused;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } catch (IOException e) {
      throw new ClosedException(e);
    }
  }
}
