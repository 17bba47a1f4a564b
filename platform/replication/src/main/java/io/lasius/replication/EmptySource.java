package io.lasius.replication;

import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;

/** Stands where a source would, and has nothing: what is written then is no record at all. */
final class EmptySource implements ConnectorProcess {
  @Override
  public ReadableByteChannel output() {
    return Channels.newChannel(InputStream.nullInputStream());
  }

  @Override
  public InputStream errors() {
    return InputStream.nullInputStream();
  }

  @Override
  public WritableByteChannel input() {
    throw new IllegalStateException("a source reads nothing");
  }

  @Override
  public ConnectorExit awaitExit(Duration limit) {
    return new ConnectorExit(0, false);
  }

  @Override
  public void kill() {}

  @Override
  public void close() {}
}
