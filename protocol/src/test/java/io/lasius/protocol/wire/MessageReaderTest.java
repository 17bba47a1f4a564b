package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.LogMessage;
import io.lasius.protocol.message.StreamState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageReaderTest {
  private static final String RECORD =
      "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":37.00},\"emitted_at\":1}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        RECORD,
        "  { \"type\" : \"RECORD\" , \"record\" : { \"stream\" : \"s\" , \"data\" : { } } }  ",
        "{\"record\":{\"data\":{\"type\":\"STATE\",\"stream\":\"x\"},\"stream\":\"s\"},\"type\":\"RECORD\"}",
        "{\"\\u0074ype\":\"RECO\\u0052D\",\"record\":{\"str\\u0065am\":\"s\",\"data\":{}}}",
        "{\"type\":\"STATE\",\"record\":{\"stream\":\"s\",\"data\":{}},\"type\":\"RECORD\"}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"x\":\"\\ud800\"},\"namespace\":null}}"
      })
  void readsARecordHoweverItIsWritten(String line) throws Exception {
    assertThat(read(line)).containsExactly("record s " + line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"record\":{\"stream\":\"s\",\"data\":{}}} | s",
        "{\"type\":\"Record\",\"record\":{\"stream\":\"s\",\"data\":{}}} | s",
        "{\"type\":7,\"record\":{\"data\":{},\"stream\":\"s\"}} | s",
        "{\"record\":{\"stream\":7,\"data\":{}}} |",
        "{\"record\":{\"stream\":\"s\"}} | log",
        "{\"record\":{\"stream\":\"s\",\"data\":{}},\"record\":7} | log",
        "{\"record\":{\"stream\":\"s\",\"data\":{}},\"record\":[]} | log",
        "{\"record\":[],\"record\":{\"stream\":\"s\",\"data\":{}}} | s",
        "{\"type\":\"Record\",\"message\":\"stream s, data\"} | log"
      })
  void takesWhatHoldsARecordForOneWhateverItsType(String line, @Nullable String stream)
      throws IOException {
    var malformed = (MalformedLine) Objects.requireNonNull(reader(line + "\n").next());

    boolean isRecord = !"log".equals(stream);
    assertThat(malformed.undeliveredRecord()).isEqualTo(isRecord);
    assertThat(malformed.stream())
        .isEqualTo(isRecord && stream != null ? StreamDescriptor.of(stream) : null);
  }

  @Test
  void readsTheNamespaceWhereverItStands() throws Exception {
    String line =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{},\"namespace\":\"n\"}}";

    assertThat(read(line)).containsExactly("record n.s " + line);
  }

  @Test
  void splitsLinesWhateverTheirEnd() throws Exception {
    assertThat(read(RECORD + "\r\n" + RECORD + "\n\n" + RECORD))
        .containsExactly("record s " + RECORD, "record s " + RECORD, "log ", "record s " + RECORD);
  }

  @Test
  void tellsALineThatTheInputEndedIn() throws Exception {
    try (var reader = reader(RECORD + "\n" + RECORD.substring(0, 30))) {
      reader.next();
      assertThat(reader.endedWithinLine()).isFalse();

      assertThat(reader.next()).isInstanceOf(MalformedLine.class);

      assertThat(reader.endedWithinLine()).isTrue();
    }
  }

  @Test
  void handsTheDataOnAsItCame() throws Exception {
    try (var reader = reader(RECORD)) {
      var record = (RecordLine) Objects.requireNonNull(reader.next());

      assertThat(UTF_8.decode(record.data()).toString()).isEqualTo("{\"a\":37.00}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":1",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":NaN}}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":01}}}",
        "{\"type\":\"RECORD\",\"record\":{\"data\":{}}}",
        "{\"type\":\"RECORD\",\"record\":[]}",
        "{\"type\":\"RECORD\"}",
        "{\"record\":{\"stream\":\"s\",\"data\":{\"a\":\"\t\"}},\"type\":\"RECORD\"}",
        "{\"type\" : \"RECORD\"} {}",
        "{\"type\":\"REC"
      })
  void countsWhatLooksLikeARecordAsUndelivered(String line) throws Exception {
    assertThat(read(line)).containsExactly("undelivered null");
  }

  @Test
  void tellsTheStreamOfARecordWithoutData() throws Exception {
    assertThat(read("{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":[]}}"))
        .containsExactly("undelivered s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "{}", "[1]", "{\"type\":\"ODD\"}", "{\"type\":1}", "\"RECORD\""})
  void takesAnythingElseAsALogLine(String line) throws Exception {
    assertThat(read(line + "\n")).containsExactly("log " + line);
  }

  @Test
  void refusesInvalidUtf8() throws Exception {
    byte[] line = RECORD.replace("37.00", "\"xy\"").getBytes(UTF_8);
    line[RECORD.indexOf("37.00") + 1] = (byte) 0xc0;

    assertThat(read(line)).containsExactly("undelivered null");
  }

  @Test
  void bindsEveryOtherMessage() throws Exception {
    try (var reader = reader("{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"m\"}}")) {
      assertThat(((MessageLine) Objects.requireNonNull(reader.next())).message())
          .isInstanceOf(LogMessage.class);
    }
  }

  @Test
  void takesAStateWithoutEnvelopeFromADestinationOnly() throws Exception {
    String line =
        "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"s\"},\"stream_state\":{}}}";

    var fromDestination =
        MessageReader.ofDestination(channel(line.getBytes(UTF_8)), ReaderLimits.defaults()).next();

    assertThat(((MessageLine) Objects.requireNonNull(fromDestination)).message())
        .isInstanceOfSatisfying(
            StreamState.class, state -> assertThat(state.json()).isEqualTo(line));
    assertThat(read(line)).containsExactly("log " + line);
  }

  @Test
  void readsALineOf64MebibytesAndRefusesALongerOne() throws Exception {
    byte[] line = record(ReaderLimits.DEFAULT_MAX_LINE_BYTES);

    assertThat(read(line).getFirst()).startsWith("record s ");
    assertThatExceptionOfType(LineTooLongException.class)
        .isThrownBy(() -> read(record(ReaderLimits.DEFAULT_MAX_LINE_BYTES + 1)))
        .withMessageContaining("line 1");
  }

  @Test
  void readsNestingWithoutALimit() throws Exception {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(read(RECORD.replace("37.00", deep))).hasSize(1).first().asString().contains("[[[");
  }

  @Test
  void spellsARewrittenRecordWithOnlyTheNamesChanged() throws Exception {
    assertThat(rewrite(RECORD, new RecordRewrite("p_s", "n\"")))
        .isEqualTo(
            "{\"type\":\"RECORD\",\"record\":{\"namespace\":\"n\\\"\",\"stream\":\"p_s\","
                + "\"data\":{\"a\":37.00},\"emitted_at\":1}}\n");
    assertThat(
            rewrite(
                RECORD.replace("\"emitted_at\"", "\"namespace\":\"n\",\"emitted_at\""),
                new RecordRewrite("s", null)))
        .isEqualTo(RECORD.replace("\"emitted_at\"", "\"namespace\":null,\"emitted_at\"") + "\n");
  }

  @Test
  void makesEmittedAtAnInteger() throws Exception {
    assertThat(rewrite(RECORD.replace("_at\":1", "_at\":1700000000123.75"), null))
        .isEqualTo(RECORD.replace("_at\":1", "_at\":1700000000123") + "\n");
    assertThat(rewrite(RECORD.replace(",\"emitted_at\":1", ""), null))
        .contains("{\"emitted_at\":42,\"stream\"");
    assertThat(rewrite(RECORD.replace("_at\":1", "_at\":\"x\""), null)).contains("_at\":42}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "1e2147483647", "1E99999999999", "-1e-99999999999"})
  void takesATimeThatNoneCouldBeForAMissingOne(String time) throws Exception {
    assertThat(rewrite(RECORD.replace("_at\":1", "_at\":" + time), null)).contains("_at\":42}");
  }

  @Test
  void takesATimeNextToNothingForNothing() throws Exception {
    assertThat(rewrite(RECORD.replace("_at\":1", "_at\":1e-2147483647"), null))
        .contains("_at\":0}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":7,\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"s\"},\"stream_state\":{\"id\":1.50}}}",
        "{\"id\":7}",
        "{ \"type\":\"STREAM\",\"id\":{\"a\":[1]},\"stream\":{\"stream_descriptor\":{\"name\":\"s\"}}}"
      })
  void replacesTheNumberOfAStateAndNothingElse(String state) throws Exception {
    byte[] line = ("{\"type\":\"STATE\",\"state\":" + state + ",\"x\":1}").getBytes(UTF_8);
    var out = new ByteArrayOutputStream();
    try (var writer = new MessageWriter(Channels.newChannel(out), () -> Instant.EPOCH)) {
      writer.writeState(MessageCodec.readEnvelope(line, 0, line.length), 12);
      writer.flush();
    }

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            new String(line, UTF_8)
                    .replace("\"id\":7", "\"id\":12")
                    .replace("\"id\":{\"a\":[1]}", "\"id\":12")
                + "\n");
  }

  @Test
  void numbersAStateWithoutAnyMember() throws Exception {
    byte[] line = "{\"type\":\"STATE\",\"state\":{ }}".getBytes(UTF_8);
    var out = new ByteArrayOutputStream();
    try (var writer = new MessageWriter(Channels.newChannel(out), () -> Instant.EPOCH)) {
      writer.writeState(MessageCodec.readEnvelope(line, 0, line.length), 12);
      writer.flush();
    }

    assertThat(out.toString(UTF_8)).isEqualTo("{\"type\":\"STATE\",\"state\":{\"id\":12 }}\n");
  }

  private static String rewrite(String line, @Nullable RecordRewrite rewrite) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var reader = reader(line);
        var writer = new MessageWriter(Channels.newChannel(out), () -> Instant.ofEpochMilli(42))) {
      int length = writer.write((RecordLine) Objects.requireNonNull(reader.next()), rewrite);
      writer.flush();
      assertThat(length).isEqualTo(out.size() - 1);
    }
    return out.toString(UTF_8);
  }

  private static byte[] record(int length) {
    int filler = length - RECORD.length() - 2 + "37.00".length();
    return RECORD.replace("37.00", "\"" + "x".repeat(filler) + "\"").getBytes(UTF_8);
  }

  private static List<String> read(String lines) throws IOException {
    return read(lines.getBytes(UTF_8));
  }

  private static List<String> read(byte[] lines) throws IOException {
    var seen = new ArrayList<String>();
    try (var reader = new MessageReader(channel(lines), ReaderLimits.defaults())) {
      for (Line line = reader.next(); line != null; line = reader.next()) {
        seen.add(
            switch (line) {
              case RecordLine record ->
                  "record " + record.stream() + " " + UTF_8.decode(record.line());
              case MessageLine message -> "message " + message.message().type();
              case MalformedLine malformed ->
                  malformed.undeliveredRecord()
                      ? "undelivered " + malformed.stream()
                      : "log " + malformed.excerpt();
            });
      }
    }
    return seen;
  }

  private static MessageReader reader(String lines) {
    return new MessageReader(channel(lines.getBytes(UTF_8)), ReaderLimits.defaults());
  }

  private static ReadableByteChannel channel(byte[] bytes) {
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }
}
