package io.lasius.server.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchIOException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Whatever an engine may answer to an attach, in reads of any sizes. */
final class AttachFuzz {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * More than any of it needs, and than the agent of a fuzzer takes for the classes that are loaded
   * meanwhile; the length of a payload may say thirty times as much.
   */
  private static final long MAX_ALLOCATED = 64 << 20;

  private static final String HEAD = "HTTP/1.1 101 UPGRADED\r\n\r\n";

  @FuzzTest
  void givesThePayloadOrSaysWhatIsWrong(byte[] found) throws IOException {
    var choices = Arrays.copyOf(found, 5);
    var streams = (choices[0] & 1) == 0 ? Attach.Streams.STDIN_AND_STDOUT : Attach.Streams.STDERR;
    var plainHead = (choices[0] & 2) != 0;
    var drained = (choices[0] & 4) != 0;
    var rest = Arrays.copyOfRange(found, Math.min(5, found.length), found.length);
    var answer = plainHead ? joined(HEAD.getBytes(StandardCharsets.US_ASCII), rest) : rest;
    var engine = new AnsweringEngine(answer, size(choices[1]), size(choices[2]));
    var expected = new AttachAnswer(answer, streams == Attach.Streams.STDERR ? 2 : 1);

    if (!expected.isAttached()) {
      var failure = catchIOException(() -> Attach.open(engine, "1.44", "c", streams));
      assertThat(failure).hasMessageStartingWith("the engine ");
      assertThat(engine.isOpen()).isFalse();
      return;
    }
    var attach = Attach.open(engine, "1.44", "c", streams);
    var end = new CountedEnd();
    var output = new ContainerOutput("c", attach, end);
    if (drained) {
      output.drain();
      assertThat(engine.isOpen()).isEqualTo(expected.failure() == null);
    } else {
      read(output, end, expected, size(choices[3]));
    }
    // No frame is passed over: what follows the end, or the fault, is all that may be left.
    assertThat(engine.reads()).isLessThanOrEqualTo(answer.length + 1);
  }

  private static void read(ContainerOutput output, CountedEnd end, AttachAnswer expected, int room)
      throws IOException {
    var payload = new ByteArrayOutputStream();
    var into = ByteBuffer.allocate(room);
    var before = THREADS.getCurrentThreadAllocatedBytes();
    IOException failure = null;
    try {
      for (var count = output.read(into); count >= 0; count = output.read(into.clear())) {
        assertThat(count).isPositive().isEqualTo(into.position());
        payload.write(into.array(), 0, count);
      }
    } catch (IOException e) {
      failure = e;
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MAX_ALLOCATED);
    assertThat(payload.toByteArray()).isEqualTo(expected.payload());
    if (expected.failure() == null) {
      assertThat(failure).isNull();
    } else {
      assertThat(failure)
          .hasMessageStartingWith("the output of c broke off: ")
          .hasMessageContaining(expected.failure());
    }
    assertThat(end.confirmed).isEqualTo(failure == null ? 1 : 0);
    assertThat(end.brokenOff).isEqualTo(failure == null ? 0 : 1);
  }

  private static int size(byte choice) {
    return 1 + (choice & 0xff);
  }

  private static byte[] joined(byte[] head, byte[] rest) {
    return ByteBuffer.allocate(head.length + rest.length).put(head).put(rest).array();
  }

  private static final class CountedEnd implements ContainerOutput.EndCheck {
    private int confirmed;
    private int brokenOff;

    @Override
    public void confirm() {
      confirmed++;
    }

    @Override
    public void brokeOff() {
      brokenOff++;
    }
  }
}
