package io.lasius.server.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A connection to a container's streams. Our own, since docker-java cannot end a container's stdin
 * and takes longer for its stdout (RATIONALE.md, "Containers").
 *
 * <p>One thread reads and one writes; the rest may be called from any thread.
 */
final class Attach implements AutoCloseable {
  /** What is attached, and the number of the stream that comes out. */
  enum Streams {
    STDIN_AND_STDOUT("stdin=1&stdout=1", 1),
    STDERR("stderr=1", 2);

    private final String query;
    private final int output;

    Streams(String query, int output) {
      this.query = query;
      this.output = output;
    }
  }

  private static final int HEAD_LIMIT = 16 * 1024;

  private final EngineConnection connection;
  private final FrameReader frames;

  private Attach(EngineConnection connection, FrameReader frames) {
    this.connection = connection;
    this.frames = frames;
  }

  /** Attaches. To miss no output, do it before the container starts. */
  static Attach open(
      EngineConnection connection, String apiVersion, String container, Streams streams)
      throws IOException {
    try {
      var request =
          """
          POST /v%s/containers/%s/attach?stream=1&%s HTTP/1.1
          Host: docker
          Connection: Upgrade
          Upgrade: tcp
          Content-Length: 0

          """
              .formatted(apiVersion, container, streams.query)
              .replace("\n", "\r\n");
      connection.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      var rest = upgraded(connection);
      return new Attach(connection, new FrameReader(connection::read, streams.output, rest));
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /** Reads the answer's head and gives what came after it. */
  private static ByteBuffer upgraded(EngineConnection connection) throws IOException {
    var bytes = new byte[HEAD_LIMIT];
    var head = ByteBuffer.wrap(bytes);
    var text = "";
    while (!text.contains("\r\n\r\n")) {
      if (!head.hasRemaining() || connection.read(head) < 0) {
        throw new IOException("the engine ended the connection instead of attaching");
      }
      text = new String(bytes, 0, head.position(), StandardCharsets.ISO_8859_1);
    }
    var status = text.substring(0, text.indexOf("\r\n"));
    if (!status.contains(" 101 ") && !status.contains(" 200 ")) {
      throw new IOException("the engine refused to attach: " + status);
    }
    return head.flip().position(text.indexOf("\r\n\r\n") + 4);
  }

  /**
   * Reads output: at least one byte, or -1 at its end, which does not mean that the container has
   * ended.
   */
  int read(ByteBuffer into) throws IOException {
    return frames.read(into);
  }

  void write(ByteBuffer from) throws IOException {
    connection.write(from);
  }

  /** The container reads the end of its stdin; its output goes on. */
  void endInput() throws IOException {
    connection.endOutput();
  }

  /** Makes a blocked write fail, and every later one; output goes on. */
  void abandonInput() {
    connection.abandonOutput();
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  /** A blocked read or write fails. To a container that still runs this is an end of input. */
  @Override
  public void close() {
    connection.close();
  }
}
