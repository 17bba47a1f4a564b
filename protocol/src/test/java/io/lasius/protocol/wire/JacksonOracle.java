package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.MessageType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a line is, and what it holds, as Jackson and the JDK's decoder see it. */
final class JacksonOracle {
  private static final Set<String> BARE_STATES = Set.of("STREAM", "GLOBAL", "LEGACY");

  private JacksonOracle() {}

  /** The line's tree; null where it is no JSON, or no UTF-8. */
  static @Nullable JsonNode tree(byte[] line) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      // Exponents that a tree cannot hold; the reader does not mind them.
      JsonNode tree = Json.parse(text.replaceAll("([eE][+-]?)[0-9]{9,}", "$1999"));
      return tree.isMissingNode() ? null : tree;
    } catch (CharacterCodingException | JsonProcessingException _) {
      return null;
    }
  }

  /** The kind of line that a source's reader must see, in the words of {@link #seen}. */
  static String expected(byte[] line) {
    return expected(line, false);
  }

  /** The same of a destination, which may write a state without its envelope. */
  static String expected(byte[] line, boolean destination) {
    JsonNode tree = tree(line);
    if (!(tree instanceof ObjectNode)) {
      return "no object";
    }
    String type = tree.path("type").isTextual() ? tree.path("type").textValue() : "";
    if (type.equals("RECORD")) {
      return record(tree.path("record"));
    }
    if (destination && BARE_STATES.contains(type)) {
      return bareState(line);
    }
    if (MessageType.find(type) == null) {
      JsonNode record = tree.path("record");
      return record.has("stream") && record.has("data") ? undelivered(record) : "log";
    }
    try {
      return "message " + MessageCodec.read(line).type();
    } catch (ProtocolException _) {
      return "log";
    }
  }

  private static String bareState(byte[] line) {
    try {
      return "message " + MessageCodec.readState(new String(line, UTF_8)).type();
    } catch (ProtocolException _) {
      return "log";
    }
  }

  /** Whether a line that is no JSON was meant as a record: by its text without white space. */
  static boolean looksLikeRecord(byte[] line) {
    String text = new String(line, ISO_8859_1).replaceAll("[\\x00-\\x20]", "");
    String type = "\"type\":\"RECORD\"";
    String member = "\"record\":{";
    boolean torn =
        text.length() > 1 && (("{" + type).startsWith(text) || ("{" + member).startsWith(text));
    return text.contains(type) || torn || (text.startsWith("{") && text.contains(member));
  }

  private static String record(JsonNode record) {
    String name = name(record);
    return name != null && record.path("data").isObject() ? "record " + name : undelivered(record);
  }

  private static String undelivered(JsonNode record) {
    return "undelivered " + name(record);
  }

  /** The stream's name; null where the record tells none. */
  private static @Nullable String name(JsonNode record) {
    JsonNode stream = record.path("stream");
    JsonNode namespace = record.path("namespace");
    boolean named =
        stream.isTextual()
            && !stream.textValue().isBlank()
            && (namespace.isMissingNode() || namespace.isNull() || namespace.isTextual());
    return named ? "(" + namespace.textValue() + ")" + stream.textValue() : null;
  }

  /** The kind of line that a reader saw. */
  static String seen(Line line, byte[] bytes) {
    return switch (line) {
      case RecordLine record ->
          "record (" + record.stream().namespace() + ")" + record.stream().name();
      case MessageLine message -> "message " + message.message().type();
      case MalformedLine _ when !(tree(bytes) instanceof ObjectNode) -> "no object";
      case MalformedLine malformed when malformed.undeliveredRecord() ->
          "undelivered "
              + (malformed.stream() == null
                  ? null
                  : "(" + malformed.stream().namespace() + ")" + malformed.stream().name());
      case MalformedLine _ -> "log";
    };
  }

  /**
   * The text of a line in which the values of some members of an object are left out; where a key
   * occurs twice its last value is.
   *
   * @param object key of the object at the top
   */
  static String without(byte[] line, String object, Set<String> keys) throws IOException {
    var cuts = new TreeMap<Integer, Integer>();
    try (JsonParser parser = Json.mapper().createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(object);
        parser.nextToken();
        if (wanted) {
          cuts.clear();
        }
        if (wanted && parser.currentToken() == JsonToken.START_OBJECT) {
          for (String key : keys) {
            cuts.putAll(lastValue(line, offset(parser), key));
          }
        }
        parser.skipChildren();
      }
    }
    var text = new StringBuilder();
    int at = 0;
    for (var cut : cuts.entrySet()) {
      text.append(new String(line, at, cut.getKey() - at, UTF_8)).append('~');
      at = cut.getValue();
    }
    return text.append(new String(line, at, line.length - at, UTF_8)).toString();
  }

  private static Map<Integer, Integer> lastValue(byte[] line, int start, String key)
      throws IOException {
    var span = new TreeMap<Integer, Integer>();
    try (JsonParser parser = Json.mapper().createParser(line, start, line.length - start)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(key);
        parser.nextToken();
        int from = start + offset(parser);
        parser.skipChildren();
        parser.finishToken();
        if (wanted) {
          span.clear();
          span.put(from, start + Math.toIntExact(parser.currentLocation().getByteOffset()));
        }
      }
    }
    return span;
  }

  private static int offset(JsonParser parser) {
    return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
  }
}
