package io.lasius.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/** Standard input that tells when a read is about to wait, because nothing has come. */
final class AttentiveInput implements ReadableByteChannel {
  /** What is done before a wait. */
  interface BeforeWait {
    void run() throws IOException;
  }

  private final InputStream in;
  private final ReadableByteChannel channel;
  private final BeforeWait beforeWait;

  AttentiveInput(InputStream in, BeforeWait beforeWait) {
    this.in = in;
    this.channel = Channels.newChannel(in);
    this.beforeWait = beforeWait;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (in.available() == 0) {
      beforeWait.run();
    }
    return channel.read(target);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
