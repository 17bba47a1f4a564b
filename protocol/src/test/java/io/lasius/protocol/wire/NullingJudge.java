package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Fails where a record in which values were made null differs in more, or less, than those. */
final class NullingJudge {
  static final String REASON = "PLATFORM_SERIALIZATION_ERROR";

  private final byte[] data;
  private final Set<String> pointers;
  private final StringBuilder text = new StringBuilder();
  private final List<String> fields = new ArrayList<>();
  private int copied;

  private NullingJudge(byte[] data, Set<String> pointers) {
    this.data = data;
    this.pointers = pointers;
  }

  /** A pointer to each value inside. */
  static List<String> pointers(JsonNode data) {
    var found = new ArrayList<String>();
    collect(data, "", found);
    return found;
  }

  private static void collect(JsonNode node, String at, List<String> found) {
    if (!at.isEmpty()) {
      found.add(at);
    }
    for (var member : node.properties()) {
      collect(member.getValue(), at + "/" + escaped(member.getKey()), found);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), at + "/" + i, found);
    }
  }

  /**
   * Judges a change.
   *
   * @param pointers what was to be null; where there is no such value nothing changes
   */
  static void nulled(byte[] line, RecordLine record, RecordLine changed, Set<String> pointers)
      throws IOException {
    byte[] data = bytes(record.data());
    if (hasDoubleKeys(data)) {
      return;
    }
    var judge = new NullingJudge(data, pointers);
    String text = judge.withNulls();
    if (judge.fields.isEmpty()) {
      assertThat(changed).isSameAs(record);
      return;
    }
    ObjectNode expected = (ObjectNode) Objects.requireNonNull(JacksonOracle.tree(line));
    var inner = (ObjectNode) expected.path("record");
    boolean hadMeta = inner.has("meta");
    judge.change(inner, text);
    byte[] whole = bytes(changed.line());
    assertThat(UTF_8.decode(changed.data()).toString()).isEqualTo(text);
    assertThat(JacksonOracle.tree(whole)).isEqualTo(expected);
    String rest = JacksonOracle.without(whole, "record", Set.of("data", "meta"));
    assertThat(hadMeta ? rest : rest.replaceFirst("\"meta\":~,", ""))
        .isEqualTo(JacksonOracle.without(line, "record", Set.of("data", "meta")));
  }

  private void change(ObjectNode record, String newData) {
    record.set("data", JacksonOracle.tree(newData.getBytes(UTF_8)));
    ObjectNode meta =
        record.path("meta") instanceof ObjectNode there ? there : record.putObject("meta");
    ArrayNode changes = Json.mapper().createArrayNode();
    for (String field : fields) {
      changes.addObject().put("field", field).put("change", "NULLED").put("reason", REASON);
    }
    if (meta.path("changes") instanceof ArrayNode old) {
      changes.addAll(old);
    }
    meta.set("changes", changes);
  }

  /** Where a key comes twice in the data, a pointer may name a value that no tree shows. */
  private static boolean hasDoubleKeys(byte[] data) throws IOException {
    try (JsonParser parser = Json.mapper().createParser(data)) {
      parser.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
      JsonToken token = parser.nextToken();
      while (token != null) {
        token = parser.nextToken();
      }
      return false;
    } catch (JsonProcessingException _) {
      return true;
    }
  }

  /** The data's own text but for the values that are null now. */
  private String withNulls() throws IOException {
    try (JsonParser parser = Json.mapper().createParser(data)) {
      parser.nextToken();
      value(parser, "", "");
    }
    return text.append(new String(data, copied, data.length - copied, UTF_8)).toString();
  }

  private void value(JsonParser parser, String at, String field) throws IOException {
    int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    if (pointers.contains(at)) {
      parser.skipChildren();
      parser.finishToken();
      text.append(new String(data, copied, start - copied, UTF_8)).append("null");
      copied = Math.toIntExact(parser.currentLocation().getByteOffset());
      fields.add(field.substring(1));
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        value(parser, at + "/" + escaped(key), field + "." + key);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        value(parser, at + "/" + i, field + "." + i);
      }
    }
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
