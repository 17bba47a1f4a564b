package io.lasius.server.container;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The engine of this machine behind a socket that answers some requests itself: with a refusal. */
final class RefusingEngine implements AutoCloseable {
  /** Matches no request. */
  static final Pattern NOTHING = Pattern.compile("(?!)");

  private static final int CHUNK = 64 << 10;
  private static final byte[] REFUSAL =
      String.join(
              "\r\n",
              "HTTP/1.1 500 Internal Server Error",
              "Content-Type: application/json",
              "Content-Length: 21",
              "Connection: close",
              "",
              "{\"message\":\"refused\"}")
          .getBytes(StandardCharsets.US_ASCII);

  private final Path engine;
  private final Path socket;
  private final ServerSocketChannel server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<SocketChannel> connections = new ConcurrentLinkedQueue<>();
  private volatile Pattern refused = NOTHING;

  RefusingEngine(EngineAddress.UnixSocket engine) throws IOException {
    this.engine = engine.path();
    this.socket = Files.createTempDirectory("lasius-engine").resolve("docker.sock");
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    threads.execute(this::serve);
  }

  EngineAddress address() {
    return new EngineAddress.UnixSocket(socket);
  }

  /** From now on it refuses requests whose first line matches. */
  void refuse(Pattern requests) {
    refused = requests;
  }

  /** Breaks the connections that there are, as the end of an engine does. */
  void dropConnections() {
    for (var client = connections.poll(); client != null; client = connections.poll()) {
      closeBoth(client, client);
    }
  }

  private void serve() {
    try {
      while (true) {
        var client = server.accept();
        var behind = SocketChannel.open(UnixDomainSocketAddress.of(engine));
        connections.add(client);
        threads.execute(() -> carry(client, behind, true));
        threads.execute(() -> carry(behind, client, false));
      }
    } catch (IOException e) {
      // The server is closed.
    }
  }

  private void carry(SocketChannel from, SocketChannel to, boolean requests) {
    var bytes = ByteBuffer.allocate(CHUNK);
    try {
      while (from.read(bytes.clear()) >= 0) {
        if (requests && refused.matcher(firstLine(bytes.flip())).find()) {
          from.write(ByteBuffer.wrap(REFUSAL));
          throw new IOException("refused");
        }
        write(to, requests ? bytes : bytes.flip());
      }
      to.shutdownOutput();
      if (!requests) {
        closeBoth(from, to);
      }
    } catch (IOException e) {
      closeBoth(from, to);
    }
  }

  private static String firstLine(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString().split("\r\n", 2)[0];
  }

  private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static void closeBoth(SocketChannel one, SocketChannel other) {
    try (one;
        other) {
      // Both are closed, whatever happens to one of them.
    } catch (IOException e) {
      throw new IllegalStateException("a socket does not close", e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
    Files.delete(socket);
    Files.delete(socket.getParent());
  }
}
