package io.lasius.replication.mapper;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lasius.protocol.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * JSON as a tree of tokens as Jackson finds them, which keeps what stands twice and how it is
 * written.
 */
sealed interface TreeJson {
  /** Members in their order, with keys that may occur twice. */
  record Members(List<Member> list) implements TreeJson {}

  /** A key as it is written and as it reads, and a value. */
  record Member(String token, String key, TreeJson value) {}

  /** An array. */
  record Items(List<TreeJson> list) implements TreeJson {}

  /** Anything else, as it is written; of a string also what it says. */
  record Scalar(String token, String text) implements TreeJson {}

  static TreeJson parse(String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    try (JsonParser parser = Json.mapper().createParser(bytes)) {
      parser.nextToken();
      return read(parser, bytes);
    }
  }

  private static TreeJson read(JsonParser parser, byte[] bytes) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser, bytes);
      case START_ARRAY -> items(parser, bytes);
      default -> token(parser, bytes);
    };
  }

  private static Members members(JsonParser parser, byte[] bytes) throws IOException {
    var members = new ArrayList<Member>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Scalar key = token(parser, bytes);
      parser.nextToken();
      members.add(new Member(key.token(), key.text(), read(parser, bytes)));
    }
    return new Members(members);
  }

  private static Items items(JsonParser parser, byte[] bytes) throws IOException {
    var items = new ArrayList<TreeJson>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser, bytes));
    }
    return new Items(items);
  }

  private static Scalar token(JsonParser parser, byte[] bytes) throws IOException {
    String text = parser.getText();
    int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    if (bytes[start] != '"') {
      return new Scalar(text, text);
    }
    int end = start + 1;
    while (bytes[end] != '"') {
      end += bytes[end] == '\\' ? 2 : 1;
    }
    return new Scalar(new String(bytes, start, end + 1 - start, UTF_8), text);
  }

  /** Without white space, all else as it is written. */
  default String compact() {
    return switch (this) {
      case Members(var list) ->
          list.stream()
              .map(member -> member.token() + ":" + member.value().compact())
              .collect(Collectors.joining(",", "{", "}"));
      case Items(var list) ->
          list.stream().map(TreeJson::compact).collect(Collectors.joining(",", "[", "]"));
      case Scalar(var token, _) -> token;
    };
  }

  /** The text that is hashed. */
  default byte[] hashedText() {
    var out = new ByteArrayOutputStream();
    if (this instanceof Scalar(_, var text)) {
      out.writeBytes(utf8(text));
    } else {
      writeCanonical(out);
    }
    return out.toByteArray();
  }

  private void writeCanonical(ByteArrayOutputStream out) {
    switch (this) {
      case Members(var list) -> {
        var sorted = new TreeMap<byte[], TreeJson>(Arrays::compareUnsigned);
        list.forEach(member -> sorted.put(utf8(member.key()), member.value()));
        String separator = "{";
        for (var member : sorted.entrySet()) {
          out.writeBytes(separator.getBytes(UTF_8));
          writeString(member.getKey(), out);
          out.write(':');
          member.getValue().writeCanonical(out);
          separator = ",";
        }
        out.writeBytes((sorted.isEmpty() ? "{}" : "}").getBytes(UTF_8));
      }
      case Items(var list) -> {
        String separator = "[";
        for (TreeJson item : list) {
          out.writeBytes(separator.getBytes(UTF_8));
          item.writeCanonical(out);
          separator = ",";
        }
        out.writeBytes((list.isEmpty() ? "[]" : "]").getBytes(UTF_8));
      }
      case Scalar(var token, var text) when token.startsWith("\"") -> writeString(utf8(text), out);
      case Scalar(var token, _) -> out.writeBytes(token.getBytes(UTF_8));
    }
  }

  private static void writeString(byte[] text, ByteArrayOutputStream out) {
    out.write('"');
    for (byte b : text) {
      switch (b) {
        case '"', '\\' -> out.writeBytes(new byte[] {'\\', b});
        case '\n' -> out.writeBytes(new byte[] {'\\', 'n'});
        default -> out.write(b);
      }
    }
    out.write('"');
  }

  /** With three bytes for half of a surrogate pair. */
  private static byte[] utf8(String text) {
    var out = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(code -> {
          if (code >= 0xd800 && code <= 0xdfff) {
            out.writeBytes(
                new byte[] {
                  (byte) 0xed, (byte) (0x80 + ((code - 0xd000) >> 6)), (byte) (0x80 + (code % 64))
                });
          } else {
            out.writeBytes(Character.toString(code).getBytes(UTF_8));
          }
        });
    return out.toByteArray();
  }
}
