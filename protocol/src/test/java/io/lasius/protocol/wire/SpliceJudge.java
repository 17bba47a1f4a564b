package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fails where a changed line differs from its original in more, or less, than was asked for. */
final class SpliceJudge {
  /** What the writer's clock must show. */
  static final long NOW = 42;

  private SpliceJudge() {}

  /** A record that a writer wrote with other names, or other data, or neither. */
  static void rewritten(
      byte[] line, byte[] written, @Nullable RecordRewrite rewrite, @Nullable String data)
      throws IOException {
    ObjectNode before = object(line);
    ObjectNode after = object(written);
    var expected = (ObjectNode) before.path("record");
    var names = new HashSet<String>();
    expected.fieldNames().forEachRemaining(names::add);
    JsonNode emittedAt = after.path("record").path("emitted_at");
    emitted(expected.path("emitted_at"), emittedAt);
    expected.set("emitted_at", emittedAt);
    if (rewrite != null) {
      expected.put("stream", scalars(rewrite.name()));
      if (rewrite.namespace() != null) {
        expected.put("namespace", scalars(rewrite.namespace()));
      } else if (expected.has("namespace")) {
        expected.putNull("namespace");
      }
    }
    if (data != null) {
      expected.set("data", JacksonOracle.tree(data.getBytes(UTF_8)));
      assertThat(new String(written, UTF_8)).contains(data);
    }
    assertThat(after).isEqualTo(before);
    Set<String> changed =
        data == null
            ? Set.of("stream", "namespace", "emitted_at")
            : Set.of("stream", "namespace", "emitted_at", "data");
    String text = JacksonOracle.without(written, "record", changed);
    for (String key : List.of("emitted_at", "namespace")) {
      if (expected.has(key) && !names.contains(key)) {
        text = text.replaceFirst("\"" + key + "\":~,", "");
      }
    }
    assertThat(text).isEqualTo(JacksonOracle.without(line, "record", changed));
  }

  /** A time that can be read stays; of another its integer part does, or it is now. */
  private static void emitted(JsonNode before, JsonNode after) {
    assertThat(after.isIntegralNumber() && after.canConvertToLong()).isTrue();
    if (before.isIntegralNumber() && before.canConvertToLong()) {
      assertThat(after).isEqualTo(before);
    } else if (after.longValue() != NOW) {
      BigDecimal exact = before.decimalValue();
      assertThat((long) exact.precision() - exact.scale()).isLessThan(20);
      assertThat(exact.setScale(0, RoundingMode.DOWN)).isEqualTo(after.decimalValue());
    }
  }

  /**
   * A state that a writer wrote with a number.
   *
   * @param json the state's own text
   */
  static void numbered(byte[] line, byte[] written, String json, long number) throws IOException {
    ObjectNode expected = object(line);
    ((ObjectNode) expected.path("state")).put("id", number);
    assertThat(Json.parse(Json.write(object(written)))).isEqualTo(Json.parse(Json.write(expected)));
    assertThat(new String(line, UTF_8)).contains(json);
    String state = "{\"state\":" + json + "}";
    String after = JacksonOracle.without(written, "state", Set.of("id"));
    assertThat(after.replaceFirst("\"id\":~,?", ""))
        .contains(
            JacksonOracle.without(state.getBytes(UTF_8), "state", Set.of("id"))
                .replaceFirst("^\\{\"state\":", "")
                .replaceFirst("}$", "")
                .replaceFirst("\"id\":~,?", ""));
  }

  private static ObjectNode object(byte[] line) {
    return (ObjectNode) Objects.requireNonNull(JacksonOracle.tree(line));
  }

  /** A lone surrogate has no bytes in UTF-8. */
  private static String scalars(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }
}
