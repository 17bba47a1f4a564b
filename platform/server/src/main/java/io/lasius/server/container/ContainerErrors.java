package io.lasius.server.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A container's stderr as a stream. */
final class ContainerErrors extends InputStream {
  private final ContainerOutput output;

  ContainerErrors(ContainerOutput output) {
    this.output = output;
  }

  @Override
  public int read() throws IOException {
    var single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return output.read(ByteBuffer.wrap(into, offset, length));
  }
}
