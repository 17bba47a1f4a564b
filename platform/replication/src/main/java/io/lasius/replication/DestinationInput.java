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
  private final SyncWaits waits;
  private volatile boolean refused;

  DestinationInput(WritableByteChannel channel, SyncWaits waits) {
    this.channel = channel;
    this.waits = waits;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    waits.writing();
    try {
      return channel.write(bytes);
    } catch (IOException e) {
      refused = true;
      throw new ClosedException(e);
    } finally {
      waits.written();
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
