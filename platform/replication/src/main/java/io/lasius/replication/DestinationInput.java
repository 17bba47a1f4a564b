package io.lasius.replication;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** The destination's input; a fault of it can be told from one of the source's output. */
final class DestinationInput implements WritableByteChannel {
  /** The destination takes no more input. */
  static final class ClosedException extends IOException {
    private static final long serialVersionUID = 1;

    ClosedException(IOException cause) {
      super("the destination takes no more input", cause);
    }
  }

  private final WritableByteChannel channel;

  DestinationInput(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    try {
      return channel.write(bytes);
    } catch (IOException e) {
      throw new ClosedException(e);
    }
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
