package io.lasius.server.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose output is so many bytes, in frames of these sizes; then it ends as it is told.
 */
final class FramingEngine implements EngineConnection {
  private static final String HEAD = "HTTP/1.1 101 UPGRADED\r\n\r\n";

  private final AnsweringEngine answers;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Throwable fault;
  private boolean holds;

  FramingEngine(int bytes, int... sizes) {
    var answer = new ByteArrayOutputStream();
    answer.writeBytes(HEAD.getBytes(StandardCharsets.US_ASCII));
    for (int from = 0, frame = 0; from < bytes; frame++) {
      int size = Math.min(sizes[frame % sizes.length], bytes - from);
      var header = ByteBuffer.allocate(FrameReader.HEADER).putInt(1 << 24).putInt(size);
      answer.writeBytes(header.array());
      answer.writeBytes(payload(from, from + size));
      from += size;
    }
    answers = new AnsweringEngine(answer.toByteArray(), Integer.MAX_VALUE);
  }

  /** The bytes of an output between two places. */
  static byte[] payload(int from, int to) {
    var bytes = new byte[to - from];
    for (int i = from; i < to; i++) {
      bytes[i - from] = (byte) i;
    }
    return bytes;
  }

  /** It breaks off in place of an end. */
  FramingEngine breakingWith(Throwable how) {
    fault = how;
    return this;
  }

  /** It says nothing more, until it is closed. */
  FramingEngine holding() {
    holds = true;
    return breakingWith(new IOException("closed"));
  }

  /** Until somebody waits for what it does not say. */
  void awaitReader() throws InterruptedException {
    asked.await();
  }

  /** What comes out of it. */
  ContainerOutput output(LongSupplier nanoTime) throws IOException {
    var attach = Attach.open(this, "1.41", "c", Attach.Streams.STDIN_AND_STDOUT);
    return new ContainerOutput("c", attach, () -> {}, nanoTime);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = answers.read(into);
    if (count >= 0) {
      return count;
    }
    if (holds) {
      asked.countDown();
      awaitClose();
    }
    return switch (fault) {
      case null -> count;
      case IOException broken -> throw broken;
      case Error error -> throw error;
      default -> throw new AssertionError(fault);
    };
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void write(ByteBuffer from) {
    answers.write(from);
  }

  @Override
  public void endOutput() {
    answers.endOutput();
  }

  @Override
  public void abandonOutput() {
    answers.abandonOutput();
  }

  @Override
  public boolean isOpen() {
    return answers.isOpen();
  }

  @Override
  public void close() {
    answers.close();
    closed.countDown();
  }
}
