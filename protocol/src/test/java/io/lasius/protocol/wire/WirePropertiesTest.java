package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.StateMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Generated lines, with Jackson as the judge of what they are. */
final class WirePropertiesTest {
  private static final Instant NOW = Instant.ofEpochMilli(SpliceJudge.NOW);

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, 255).list().ofMaxSize(150);
  }

  @Property(tries = 1_500)
  void aLineIsWhatJacksonSaysItIs(@ForAll("choices") List<Integer> choices) throws Exception {
    byte[] line = new WireTexts(choices).line();
    Assume.that(line.length > 0 && line[line.length - 1] != '\r');

    Line seen = readOne(line);

    assertThat(JacksonOracle.seen(seen, line)).isEqualTo(JacksonOracle.expected(line));
    assertThat(seen.length()).isEqualTo(line.length);
    if (seen instanceof RecordLine record) {
      assertThat(bytes(record.line())).isEqualTo(line);
      assertThat(JacksonOracle.tree(bytes(record.data())))
          .isEqualTo(Objects.requireNonNull(JacksonOracle.tree(line)).path("record").path("data"));
    }
  }

  @Property(tries = 500)
  void linesAreTheSameWhereverChunksEnd(
      @ForAll("choices") List<Integer> first,
      @ForAll("choices") List<Integer> second,
      @ForAll @IntRange(min = 1, max = 40) int chunk,
      @ForAll boolean crlf,
      @ForAll boolean endsWithNewline)
      throws Exception {
    List<byte[]> lines = new ArrayList<>();
    for (var choices : List.of(first, second, first)) {
      byte[] line = new WireTexts(choices).line();
      Assume.that(line.length > 0 && line[line.length - 1] != '\r');
      lines.add(line);
    }
    var input = new ByteArrayOutputStream();
    for (int i = 0; i < lines.size(); i++) {
      input.writeBytes(lines.get(i));
      input.writeBytes(
          i == lines.size() - 1 && !endsWithNewline
              ? new byte[0]
              : (crlf ? "\r\n" : "\n").getBytes(UTF_8));
    }

    try (var reader =
        new MessageReader(new Chunks(input.toByteArray(), chunk), ReaderLimits.defaults())) {
      for (int i = 0; i < lines.size(); i++) {
        Line seen = Objects.requireNonNull(reader.next());
        assertThat(seen.number()).isEqualTo(i + 1);
        assertThat(seen.length()).isEqualTo(lines.get(i).length);
        assertThat(JacksonOracle.seen(seen, lines.get(i)))
            .isEqualTo(JacksonOracle.expected(lines.get(i)));
      }
      assertThat(reader.next()).isNull();
      assertThat(reader.bytesRead()).isEqualTo(input.size());
    }
  }

  @Property(tries = 1_000)
  void aTornRecordIsUndelivered(
      @ForAll("choices") List<Integer> choices, @ForAll @IntRange(max = 100) int percent)
      throws Exception {
    byte[] line = new WireTexts(choices).record().strip().getBytes(UTF_8);
    byte[] torn = Arrays.copyOf(line, line.length * percent / 100);
    String plain = new String(torn, UTF_8).replaceAll("[ \t\r\n]", "");
    Assume.that(torn.length < line.length && plain.contains("\"type\":\"RECORD\""));

    assertThat(readOne(torn))
        .isInstanceOfSatisfying(
            MalformedLine.class, malformed -> assertThat(malformed.undeliveredRecord()).isTrue());
  }

  @Property(tries = 1_500)
  void aRewriteChangesNamesAndTimeAndDataAndNothingElse(
      @ForAll("choices") List<Integer> choices,
      @ForAll("choices") List<Integer> newNames,
      @ForAll boolean renamed,
      @ForAll boolean mapped)
      throws Exception {
    byte[] line = new WireTexts(choices).record().strip().getBytes(UTF_8);
    Line seen = readOne(line);
    Assume.that(seen instanceof RecordLine);
    var json = new JsonTexts(newNames);
    var rewrite =
        renamed
            ? new RecordRewrite(
                Json.parse(json.string()).textValue(),
                json.oneIn(2) ? null : Json.parse(json.string()).textValue())
            : null;

    String data = mapped ? json.object(2) : null;

    byte[] written = rewrite((RecordLine) seen, rewrite, data);

    SpliceJudge.rewritten(line, written, rewrite, data);
  }

  @Property(tries = 1_500)
  void aNumberedStateChangesInItsNumberOnly(@ForAll("choices") List<Integer> choices)
      throws Exception {
    byte[] line = new WireTexts(choices).state().strip().getBytes(UTF_8);
    Line seen = readOne(line);
    Assume.that(seen instanceof MessageLine);
    Envelope envelope = ((MessageLine) seen).envelope();
    String json = ((StateMessage) envelope.message()).json();
    var out = new ByteArrayOutputStream();
    try (var writer = new MessageWriter(Channels.newChannel(out), () -> NOW)) {
      writer.writeState(envelope, 12_345);
      writer.flush();
    }
    byte[] written = Arrays.copyOf(out.toByteArray(), out.size() - 1);

    SpliceJudge.numbered(line, written, json, 12_345);
  }

  @Property(tries = 40)
  void aLineIsReadWhateverItsLength(
      @ForAll @IntRange(min = -40, max = 40) int around,
      @ForAll @IntRange(min = 1, max = 8) int quarters,
      @ForAll @IntRange(min = 20_000, max = 300_000) int chunk)
      throws Exception {
    int length = quarters * (64 << 10) * 4 + around;
    String record = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":\"%s\"}}}";
    String line = record.formatted("x".repeat(length - record.length() + 2));
    byte[] input = (line + "\r\n" + record + "\n" + line).getBytes(UTF_8);

    try (var reader = new MessageReader(new Chunks(input, chunk), ReaderLimits.defaults())) {
      for (String expected : List.of(line, record, line)) {
        var seen = (RecordLine) Objects.requireNonNull(reader.next());
        assertThat(bytes(seen.line())).isEqualTo(expected.getBytes(UTF_8));
      }
      assertThat(reader.next()).isNull();
    }
  }

  @Property(tries = 30)
  void aRecordNestsWithoutALimitAndEveryBracketCounts(
      @ForAll @IntRange(min = 1, max = 50_000) int depth, @ForAll boolean objects)
      throws Exception {
    String open = (objects ? "{\"a\":" : "[").repeat(depth);
    String close = (objects ? "}" : "]").repeat(depth);
    String record = "{\"record\":{\"stream\":\"s\",\"data\":{\"a\":%s}},\"type\":\"RECORD\"}";

    assertThat(readOne(record.formatted(open + "1" + close).getBytes(UTF_8)))
        .isInstanceOf(RecordLine.class);
    assertThat(readOne(record.formatted(open + "1" + close.substring(1)).getBytes(UTF_8)))
        .isInstanceOf(MalformedLine.class);
    assertThat(readOne(record.formatted(open.substring(1) + "1" + close).getBytes(UTF_8)))
        .isInstanceOf(MalformedLine.class);
  }

  private static byte[] rewrite(
      RecordLine record, @Nullable RecordRewrite rewrite, @Nullable String data)
      throws IOException {
    var out = new ByteArrayOutputStream();
    try (var writer = new MessageWriter(Channels.newChannel(out), () -> NOW)) {
      // Stands between other bytes, as in a buffer that is used again.
      byte[] bytes = ("--" + data + "--").getBytes(UTF_8);
      writer.write(
          record, rewrite, data == null ? null : ByteBuffer.wrap(bytes, 2, bytes.length - 4));
      writer.flush();
    }
    return Arrays.copyOf(out.toByteArray(), out.size() - 1);
  }

  private static Line readOne(byte[] line) throws IOException {
    var channel = Channels.newChannel(new ByteArrayInputStream(line));
    // The reader's buffer must outlive it here, so it is left to the collector.
    return Objects.requireNonNull(new MessageReader(channel, ReaderLimits.defaults()).next());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
