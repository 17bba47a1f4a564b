package io.lasius.server.container;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection over a Unix-domain socket or plain TCP. */
final class ChannelConnection implements EngineConnection {
  private static final Logger log = LoggerFactory.getLogger(ChannelConnection.class);

  private final SocketChannel channel;

  private ChannelConnection(SocketChannel channel) {
    this.channel = channel;
  }

  static ChannelConnection open(Path socket) throws IOException {
    return new ChannelConnection(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  static ChannelConnection open(String host, int port, int timeoutMillis) throws IOException {
    var channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.socket().connect(new InetSocketAddress(host, port), timeoutMillis);
      return new ChannelConnection(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      channel.write(from);
    }
  }

  @Override
  public void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void abandonOutput() {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      log.debug("Connection was gone already", e);
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("Connection did not close cleanly", e);
    }
  }
}
