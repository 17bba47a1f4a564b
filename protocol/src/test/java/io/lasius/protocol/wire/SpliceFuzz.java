package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.TreeSet;

/** Records and states, changed in each of the ways in which a line can be. */
final class SpliceFuzz {
  @DictionaryEntries({
    "\"emitted_at\":1.5e3,",
    "\"namespace\":null,",
    "\"meta\":{\"changes\":[]},",
    "\"state\":{},",
    "\"id\":1,",
    "\\u0061"
  })
  @FuzzTest
  void changesWhatWasAskedForAndNothingElse(byte[] found) throws IOException {
    var input = new FuzzInput(found);
    int kind = input.choice();
    var texts = input.texts(12);
    int[] picks = {input.choice(), input.choice()};
    byte[] line = line(kind % 4, input);
    var channel = Channels.newChannel(new ByteArrayInputStream(line));
    var reader = new MessageReader(channel, ReaderLimits.defaults());

    switch (reader.next()) {
      case RecordLine record when kind >= 128 -> nulled(line, record, picks);
      case RecordLine record -> rewritten(line, record, texts);
      case MessageLine message when message.message() instanceof StateMessage state ->
          numbered(line, message.envelope(), state.json());
      case null, default -> {
        // Nothing that is ever changed.
      }
    }
  }

  /** What was found itself, or what it lets a generator write. */
  private static byte[] line(int kind, FuzzInput input) {
    if (kind < 2) {
      String text = new String(input.rest(), UTF_8).lines().findFirst().orElse("");
      return text.getBytes(UTF_8);
    }
    var choices = new ArrayList<Integer>();
    for (byte choice : input.rest()) {
      choices.add(choice & 0xff);
    }
    var texts = new WireTexts(choices);
    return (kind == 2 ? texts.record() : texts.state()).strip().getBytes(UTF_8);
  }

  private static void rewritten(byte[] line, RecordLine record, JsonTexts texts)
      throws IOException {
    var names = List.of(texts.string(), texts.string());
    var rewrite =
        texts.oneIn(3)
            ? null
            : new RecordRewrite(
                Json.parse(names.getFirst()).textValue(),
                texts.oneIn(2) ? null : Json.parse(names.getLast()).textValue());
    String data = texts.oneIn(2) ? texts.object(2) : null;

    byte[] written =
        write(writer ->
            writer.write(
                record, rewrite, data == null ? null : ByteBuffer.wrap(data.getBytes(UTF_8))));

    SpliceJudge.rewritten(line, written, rewrite, data);
  }

  private static void numbered(byte[] line, Envelope envelope, String json) throws IOException {
    byte[] written = write(writer -> writer.writeState(envelope, 12_345));

    SpliceJudge.numbered(line, written, json, 12_345);
  }

  private static void nulled(byte[] line, RecordLine record, int[] picks) throws IOException {
    JsonNode data = Objects.requireNonNull(JacksonOracle.tree(line)).at("/record/data");
    List<String> all = NullingJudge.pointers(data);
    var pointers = new TreeSet<String>();
    for (int pick : picks) {
      pointers.add(all.isEmpty() || pick == 255 ? "/not/there" : all.get(pick % all.size()));
    }

    RecordLine changed = RecordNulling.apply(record, pointers, NullingJudge.REASON);

    NullingJudge.nulled(line, record, changed, pointers);
  }

  private interface Writing {
    void to(MessageWriter writer) throws IOException;
  }

  private static byte[] write(Writing writing) throws IOException {
    var out = new ByteArrayOutputStream();
    var now = Instant.ofEpochMilli(SpliceJudge.NOW);
    try (var writer = new MessageWriter(Channels.newChannel(out), () -> now)) {
      writing.to(writer);
      writer.flush();
    }
    assertThat(out.toByteArray()).endsWith('\n');
    return Arrays.copyOf(out.toByteArray(), out.size() - 1);
  }
}
