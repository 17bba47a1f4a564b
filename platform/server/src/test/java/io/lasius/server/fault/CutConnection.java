package io.lasius.server.fault;

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
public final class CutConnection implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean lost;
  private volatile CountDownLatch way = new CountDownLatch(0);

  public CutConnection(int target) throws IOException {
    this.target = target;
    entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("cut-connection").start(this::accept);
  }

  /** Where whoever connects reaches the target. */
  public int port() {
    return entrance.getLocalPort();
  }

  public void cut() {
    way = new CountDownLatch(1);
  }

  /** What is connected is not any more, and nobody connects. */
  public void lose() throws IOException {
    lost = true;
    for (var socket : sockets) {
      socket.close();
    }
  }

  /** What was sent since a cut arrives late. */
  public void mend() {
    lost = false;
    way.countDown();
  }

  private void accept() {
    try {
      while (!entrance.isClosed()) {
        var client = entrance.accept();
        if (lost) {
          client.close();
          continue;
        }
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        if (lost) {
          // It came while the others were closed.
          client.close();
          server.close();
        }
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
