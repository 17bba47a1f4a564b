package io.lasius.server.sync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A way to a port of this machine that can be cut, as a network is: nobody is told, what is sent
 * does not arrive, and nobody answers.
 */
final class CutConnection implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch way = new CountDownLatch(0);

  CutConnection(int target) throws IOException {
    this.target = target;
    entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("cut-connection").start(this::accept);
  }

  /** Where whoever connects reaches the target. */
  int port() {
    return entrance.getLocalPort();
  }

  void cut() {
    way = new CountDownLatch(1);
  }

  /** What was sent meanwhile arrives late. */
  void mend() {
    way.countDown();
  }

  private void accept() {
    try {
      while (!entrance.isClosed()) {
        var client = entrance.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> carry(client, server));
        Thread.ofVirtual().start(() -> carry(server, client));
      }
    } catch (IOException e) {
      mend();
    }
  }

  private void carry(Socket from, Socket to) {
    var chunk = new byte[CHUNK];
    try (from;
        to) {
      for (int read = from.getInputStream().read(chunk);
          read >= 0;
          read = from.getInputStream().read(chunk)) {
        way.await();
        to.getOutputStream().write(chunk, 0, read);
      }
    } catch (IOException e) {
      sockets.remove(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    mend();
    entrance.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
