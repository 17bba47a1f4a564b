package io.lasius.server.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection over TLS. */
final class TlsConnection implements EngineConnection {
  private static final Logger log = LoggerFactory.getLogger(TlsConnection.class);
  private static final int CHUNK = 64 * 1024;

  private final Socket plain;
  private final SSLSocket secured;
  private final InputStream input;
  private final OutputStream output;
  private final byte[] received = new byte[CHUNK];
  private final byte[] sent = new byte[CHUNK];

  private TlsConnection(Socket plain, SSLSocket secured) throws IOException {
    this.plain = plain;
    this.secured = secured;
    this.input = secured.getInputStream();
    this.output = secured.getOutputStream();
  }

  static TlsConnection open(SSLContext context, String host, int port, int timeoutMillis)
      throws IOException {
    var plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.setKeepAlive(true);
      plain.connect(new InetSocketAddress(host, port), timeoutMillis);
      var secured = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
      var parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return new TlsConnection(plain, secured);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    var count = input.read(received, 0, Math.min(CHUNK, into.remaining()));
    if (count > 0) {
      into.put(received, 0, count);
    }
    return count;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      var count = Math.min(CHUNK, from.remaining());
      from.get(sent, 0, count);
      output.write(sent, 0, count);
    }
  }

  @Override
  public void endOutput() throws IOException {
    secured.shutdownOutput();
  }

  /** Below TLS: a blocked write holds the lock that TLS needs to say goodbye. */
  @Override
  public void abandonOutput() {
    try {
      plain.shutdownOutput();
    } catch (IOException e) {
      log.debug("Connection was gone already", e);
    }
  }

  @Override
  public boolean isOpen() {
    return !plain.isClosed();
  }

  @Override
  public void close() {
    try {
      plain.close();
    } catch (IOException e) {
      log.debug("Connection did not close cleanly", e);
    }
  }
}
