package io.lasius.server.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ContainerOutputTest {
  private static final byte[] HEAD =
      "HTTP/1.1 101 UPGRADED\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final long ALL = 1 << 20;

  @Test
  void givesWhatWasTakenAheadInOrderAndThenTheRest() throws IOException {
    var output = output(new Engine(1_000, 7, 300));
    assertThat(output.read(ByteBuffer.allocate(10))).isEqualTo(7);

    output.readAhead(500, ALL);

    assertThat(output.taken()).isBetween(500L, 900L);
    assertThat(rest(output)).isEqualTo(payload(7, 1_000));
  }

  @Test
  void keepsNoMoreThanItMayWithWhatShortPiecesCost() throws IOException {
    var output = output(new Engine(1_000, 1));

    output.readAhead(ALL, 10 * (1 + ContainerOutput.OVERHEAD));
    output.readAhead(ALL, 10 * (1 + ContainerOutput.OVERHEAD));

    assertThat(output.taken()).isEqualTo(10);
    assertThat(output.read(ByteBuffer.allocate(5))).isEqualTo(1);
    output.readAhead(ALL, 10 * (1 + ContainerOutput.OVERHEAD));
    assertThat(output.taken()).isEqualTo(11);
    assertThat(rest(output)).isEqualTo(payload(1, 1_000));
  }

  @Test
  void isStalledOnlyWhileSomethingMayBeThereThatNobodyTakes() throws IOException {
    var output = output(new Engine(1_000, 100));
    assertThat(output.isStalled()).isTrue();

    output.readAhead(ALL, ALL);

    assertThat(output.isStalled()).isFalse();
  }

  @Test
  void endsWithTheSameFailureHoweverOftenItIsAsked() throws IOException {
    var output = output(new Engine(1_000, 100).breakingWith(new IOException("reset by peer")));
    output.readAhead(ALL, ALL);
    var kept = new ByteArrayOutputStream();

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> copy(output, kept))
          .hasMessage("the output of c broke off: reset by peer");
    }
    assertThat(kept.toByteArray()).isEqualTo(payload(0, 1_000));
  }

  @Test
  void tellsALaterReaderThatAnEarlierOneRanOutOfMemory() throws IOException {
    var output = output(new Engine(100, 100).breakingWith(new OutOfMemoryError("Java heap space")));
    output.readAhead(100, ALL);

    assertThat(catchThrowable(() -> output.readAhead(ALL, ALL)))
        .isInstanceOf(OutOfMemoryError.class);

    var kept = new ByteArrayOutputStream();
    assertThatThrownBy(() -> copy(output, kept))
        .hasMessage("the output of c broke off: Java heap space");
    assertThat(kept.toByteArray()).isEqualTo(payload(0, 100));
  }

  @Test
  void closesTheConnectionWhereAReaderIsInterruptedWhileAnotherOneReads() throws Exception {
    var engine = new Engine(0, 1).holding();
    var output = output(engine);
    var ahead = Thread.ofVirtual().start(() -> output.readAhead(ALL, ALL));
    engine.asked.await();
    var read = new FutureTask<>(() -> catchThrowable(() -> output.read(ByteBuffer.allocate(1))));
    var reader = Thread.ofVirtual().start(read);

    reader.interrupt();

    assertThat(read.get()).isInstanceOf(ClosedByInterruptException.class);
    assertThat(engine.isOpen()).isFalse();
    ahead.join();
  }

  private static ContainerOutput output(Engine engine) throws IOException {
    var attach = Attach.open(engine, "1.41", "c", Attach.Streams.STDIN_AND_STDOUT);
    return new ContainerOutput("c", attach, () -> {});
  }

  private static byte[] rest(ContainerOutput output) throws IOException {
    var rest = new ByteArrayOutputStream();
    copy(output, rest);
    return rest.toByteArray();
  }

  private static void copy(ContainerOutput output, ByteArrayOutputStream to) throws IOException {
    var into = ByteBuffer.allocate(64);
    while (output.read(into.clear()) >= 0) {
      to.write(into.array(), 0, into.position());
    }
  }

  private static byte[] payload(int from, int to) {
    var bytes = new byte[to - from];
    for (int i = from; i < to; i++) {
      bytes[i - from] = (byte) i;
    }
    return bytes;
  }

  /** Answers with that many bytes in frames of these sizes, and then as it is told. */
  private static final class Engine implements EngineConnection {
    private final AnsweringEngine answers;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private Throwable fault = new IOException("closed");
    private boolean breaks;
    private boolean holds;

    Engine(int bytes, int... sizes) {
      var answer = ByteBuffer.allocate(HEAD.length + bytes * 9).put(HEAD);
      for (int from = 0, frame = 0; from < bytes; frame++) {
        int size = Math.min(sizes[frame % sizes.length], bytes - from);
        answer.putInt(1 << 24).putInt(size).put(payload(from, from + size));
        from += size;
      }
      var whole = new byte[answer.flip().remaining()];
      answer.get(whole);
      answers = new AnsweringEngine(whole, whole.length);
    }

    Engine breakingWith(Throwable how) {
      fault = how;
      breaks = true;
      return this;
    }

    Engine holding() {
      holds = true;
      return this;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int count = answers.read(into);
      if (count < 0 && holds) {
        asked.countDown();
        awaitClose();
      }
      if (count < 0 && (breaks || holds)) {
        switch (fault) {
          case IOException broken -> throw broken;
          case Error error -> throw error;
          default -> throw new AssertionError(fault);
        }
      }
      return count;
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
}
