package io.lasius.server.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ContainerOutputTest {
  private static final long ALL = 1 << 20;

  @Test
  void givesWhatWasTakenAheadInOrderAndThenTheRest() throws IOException {
    var output = output(new FramingEngine(1_000, 7, 300));
    assertThat(output.read(ByteBuffer.allocate(10))).isEqualTo(7);

    output.readAhead(500, ALL);

    assertThat(output.taken()).isBetween(500L, 900L);
    assertThat(rest(output)).isEqualTo(FramingEngine.payload(7, 1_000));
  }

  @Test
  void keepsNoMoreThanItMayWithWhatShortPiecesCost() throws IOException {
    var output = output(new FramingEngine(1_000, 1));

    output.readAhead(ALL, 10 * (1 + ContainerOutput.OVERHEAD));
    output.readAhead(ALL, 10 * (1 + ContainerOutput.OVERHEAD));

    assertThat(output.taken()).isEqualTo(10);
    assertThat(output.read(ByteBuffer.allocate(5))).isEqualTo(1);
    output.readAhead(ALL, 10 * (1 + ContainerOutput.OVERHEAD));
    assertThat(output.taken()).isEqualTo(11);
    assertThat(rest(output)).isEqualTo(FramingEngine.payload(1, 1_000));
  }

  @Test
  void isStalledOnlyWhileSomethingMayBeThereThatNobodyTakes() throws IOException {
    var output = output(new FramingEngine(1_000, 100));
    assertThat(output.isStalled()).isTrue();

    output.readAhead(ALL, ALL);

    assertThat(output.isStalled()).isFalse();
  }

  @Test
  void endsWithTheSameFailureHoweverOftenItIsAsked() throws IOException {
    var output =
        output(new FramingEngine(1_000, 100).breakingWith(new IOException("reset by peer")));
    output.readAhead(ALL, ALL);
    var kept = new ByteArrayOutputStream();

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> copy(output, kept))
          .hasMessage("the output of c broke off: reset by peer");
    }
    assertThat(kept.toByteArray()).isEqualTo(FramingEngine.payload(0, 1_000));
  }

  @Test
  void tellsALaterReaderThatAnEarlierOneRanOutOfMemory() throws IOException {
    var output =
        output(new FramingEngine(100, 100).breakingWith(new OutOfMemoryError("Java heap space")));
    output.readAhead(100, ALL);

    assertThat(catchThrowable(() -> output.readAhead(ALL, ALL)))
        .isInstanceOf(OutOfMemoryError.class);

    var kept = new ByteArrayOutputStream();
    assertThatThrownBy(() -> copy(output, kept))
        .hasMessage("the output of c broke off: Java heap space");
    assertThat(kept.toByteArray()).isEqualTo(FramingEngine.payload(0, 100));
  }

  @Test
  void closesTheConnectionWhereAReaderIsInterruptedWhileAnotherOneReads() throws Exception {
    var engine = new FramingEngine(0, 1).holding();
    var output = output(engine);
    var ahead = Thread.ofVirtual().start(() -> output.readAhead(ALL, ALL));
    engine.awaitReader();
    var read = new FutureTask<>(() -> catchThrowable(() -> output.read(ByteBuffer.allocate(1))));
    var reader = Thread.ofVirtual().start(read);

    reader.interrupt();

    assertThat(read.get()).isInstanceOf(ClosedByInterruptException.class);
    assertThat(engine.isOpen()).isFalse();
    ahead.join();
  }

  private static ContainerOutput output(FramingEngine engine) throws IOException {
    return engine.output(System::nanoTime);
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
}
