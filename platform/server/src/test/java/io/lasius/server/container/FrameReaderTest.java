package io.lasius.server.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {
  private static final byte[] FRAMES = frames(1, "alpha\n", "", "b", "gamma and more\n");
  private static final String PAYLOAD = "alpha\nbgamma and more\n";

  @Test
  void givesThePayloadWhereverTheBytesAreSplit() throws IOException {
    for (var split = 0; split <= FRAMES.length; split++) {
      var reader = reader(FRAMES, split, FRAMES.length);

      assertThat(readAll(reader, 1024)).as("split at %d", split).isEqualTo(PAYLOAD);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void givesThePayloadInWhateverPiecesItIsAskedFor(int room) throws IOException {
    for (var piece = 1; piece <= FRAMES.length; piece++) {
      var reader = reader(FRAMES, 0, piece);

      assertThat(readAll(reader, room)).as("pieces of %d", piece).isEqualTo(PAYLOAD);
    }
  }

  @Test
  void givesAFrameThatIsLargerThanItsBuffer() throws IOException {
    var line = "x".repeat(200_000);

    assertThat(readAll(reader(frames(1, line), 0, 50_000), 30_000)).isEqualTo(line);
  }

  @Test
  void takesNoMemoryOutsideTheHeap() throws IOException {
    var before = bytesOutsideTheHeap();

    var readers = IntStream.range(0, 50).mapToObj(_ -> reader(FRAMES, 0, FRAMES.length)).toList();

    for (var reader : readers) {
      assertThat(readAll(reader, 1024)).isEqualTo(PAYLOAD);
    }
    assertThat(bytesOutsideTheHeap() - before).isLessThan(1 << 20);
  }

  private static long bytesOutsideTheHeap() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  void failsWhereTheBytesEndInsideAFrame() {
    for (var end = 1; end < FRAMES.length; end++) {
      if (isBoundary(end)) {
        continue;
      }
      var cut = Arrays.copyOf(FRAMES, end);

      assertThatThrownBy(() -> readAll(reader(cut, 0, cut.length), 1024))
          .as("cut at %d", end)
          .hasMessageContaining("in the middle of a frame");
    }
  }

  @Test
  void failsOnBytesThatAreNoFrames() {
    var text = "plain text of a terminal".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> readAll(reader(text, 0, text.length), 1024))
        .hasMessageContaining("no frame of stream 1");
  }

  @Test
  void failsOnAFrameOfAnotherStream() {
    var errors = frames(2, "oops");

    assertThatThrownBy(() -> readAll(reader(errors, 0, errors.length), 1024))
        .hasMessageContaining("no frame of stream 1");
  }

  /** The first bytes came with the answer's head; the others come in pieces. */
  private static FrameReader reader(byte[] all, int first, int piece) {
    var source = ByteBuffer.wrap(all, first, all.length - first);
    return new FrameReader(
        into -> {
          if (!source.hasRemaining()) {
            return -1;
          }
          var count = Math.min(piece, Math.min(into.remaining(), source.remaining()));
          into.put(source.slice(source.position(), count));
          source.position(source.position() + count);
          return count;
        },
        1,
        ByteBuffer.wrap(all, 0, first));
  }

  private static String readAll(FrameReader reader, int room) throws IOException {
    var text = new ByteArrayOutputStream();
    var bytes = new byte[room];
    var count = 0;
    while ((count = reader.read(ByteBuffer.wrap(bytes))) >= 0) {
      text.write(bytes, 0, count);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static boolean isBoundary(int position) {
    var buffer = ByteBuffer.wrap(FRAMES);
    while (buffer.position() < position) {
      buffer.getInt();
      var length = buffer.getInt();
      buffer.position(buffer.position() + length);
    }
    return buffer.position() == position;
  }

  private static byte[] frames(int stream, String... payloads) {
    var out = new ByteArrayOutputStream();
    for (var payload : payloads) {
      var bytes = payload.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ByteBuffer.allocate(8).put((byte) stream).putInt(4, bytes.length).array());
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
