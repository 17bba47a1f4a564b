package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Any bytes, in reads of any sizes, under limits of any size. */
final class MessageReaderFuzz {
  private static final int BUDGET = 8 << 20;

  private byte[] bytes = new byte[0];

  /** So many lines come first that are good records: they fill the reader's buffer. */
  private int ahead;

  private int limit;
  private boolean destination;

  @DictionaryEntries({
    "{\"type\":\"RECORD\",\"record\":{",
    "\"stream\":\"s\",",
    "\"namespace\":null",
    "\"data\":{}",
    "\"emitted_at\":1",
    "\"type\":\"STATE\"",
    "\"type\":\"GLOBAL\"",
    "\\u0061",
    "\\x0d\\x0a"
  })
  @FuzzTest
  void seesInEachLineWhatTheJudgeSees(byte[] found) throws IOException {
    var input = new FuzzInput(found);
    int kind = input.choice();
    int unit = kind >= 240 ? 1_000 : 1;
    int[] sizes = {unit * (1 + input.choice()), unit * (1 + input.choice())};
    int small = input.choice();
    destination = kind % 2 == 1;
    ahead = kind >= 248 ? 1 : Math.max(0, (kind - 239) * 25);
    limit = small < 128 && ahead == 0 ? 1 + small * 4 : 1 << 20;
    String first = ahead == 1 ? record(0, (kind - 247) * 50_000) : records(ahead);
    bytes = (first + text(input.rest())).getBytes(ISO_8859_1);
    var in = new Chunks(bytes, sizes);
    var limits = new ReaderLimits(limit, new BufferBudget(BUDGET, Duration.ZERO));

    try (var reader =
        destination ? MessageReader.ofDestination(in, limits) : new MessageReader(in, limits)) {
      readAll(reader, in);
    }

    // All the memory that was taken came back.
    limits.budget().reserve(BUDGET);
  }

  private void readAll(MessageReader reader, Chunks in) throws IOException {
    List<byte[]> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      byte[] line = lines.get(i);
      if (line.length > limit) {
        assertThatThrownBy(reader::next)
            .isInstanceOf(LineTooLongException.class)
            .hasMessageContaining("line " + (i + 1) + " ");
        return;
      }
      boolean buffered = reader.hasBufferedLine();
      int reads = in.reads();
      Line seen = Objects.requireNonNull(reader.next());
      assertThat(in.reads() == reads).isEqualTo(buffered);
      assertThat(seen.number()).isEqualTo(i + 1);
      assertThat(seen.length()).isEqualTo(line.length);
      if (i < ahead) {
        assertThat(((RecordLine) seen).line()).isEqualTo(ByteBuffer.wrap(line));
      } else {
        judge(seen, line);
      }
      boolean last = i == lines.size() - 1;
      assertThat(reader.endedWithinLine()).isEqualTo(last && bytes[bytes.length - 1] != '\n');
    }
    assertThat(reader.next()).isNull();
    assertThat(reader.next()).isNull();
    assertThat(reader.bytesRead()).isEqualTo(bytes.length);
  }

  private void judge(Line seen, byte[] line) {
    assertThat(JacksonOracle.seen(seen, line)).isEqualTo(JacksonOracle.expected(line, destination));
    if (seen instanceof MalformedLine malformed) {
      if (JacksonOracle.tree(line) == null) {
        assertThat(malformed.undeliveredRecord()).isEqualTo(JacksonOracle.looksLikeRecord(line));
      }
      assertThat(malformed.excerpt())
          .hasSizeLessThanOrEqualTo(201)
          .matches(text -> !malformed.undeliveredRecord() || text.startsWith("(a record of "));
    } else if (seen instanceof RecordLine record) {
      assertThat(record.line()).isEqualTo(ByteBuffer.wrap(line));
      byte[] data = new byte[record.data().remaining()];
      record.data().get(data);
      assertThat(JacksonOracle.tree(data))
          .isEqualTo(Objects.requireNonNull(JacksonOracle.tree(line)).path("record").path("data"));
      bind(record);
    }
  }

  /** A member that the way of a record does not need may be such that it cannot be bound. */
  private static void bind(RecordLine record) {
    try {
      assertThat(record.toMessage().stream()).isEqualTo(record.stream().name());
    } catch (ProtocolException e) {
      assertThat(e).hasMessageContaining("cannot be read");
    }
  }

  /** What stands between the ends of lines. */
  private List<byte[]> lines() {
    var lines = new ArrayList<byte[]>();
    List<String> parts = List.of(text(bytes).split("\n", -1));
    for (String part : parts) {
      String line = part.endsWith("\r") ? part.substring(0, part.length() - 1) : part;
      lines.add(line.getBytes(ISO_8859_1));
    }
    if (parts.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /** Bytes as text of as many characters. */
  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static String records(int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(record(i, 1));
    }
    return text.toString();
  }

  private static String record(int stream, int length) {
    return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s%d\",\"data\":{\"a\":\"%s\"}}}\n"
        .formatted(stream, "x".repeat(length));
  }
}
