package io.lasius.server.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Copies what is read through it to the output, byte for byte, as it comes. */
final class EchoChannel implements ReadableByteChannel {
  private final ReadableByteChannel input;
  private final WritableByteChannel output;

  EchoChannel(ReadableByteChannel input, OutputStream output) {
    this.input = input;
    this.output = Channels.newChannel(output);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    var copy = into.duplicate();
    var count = input.read(into);
    if (count > 0) {
      echo(copy.limit(copy.position() + count));
    }
    return count;
  }

  private void echo(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        output.write(bytes);
      }
    } catch (IOException e) {
      throw Console.outputFailed(e);
    }
  }

  @Override
  public boolean isOpen() {
    return input.isOpen();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
