package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;

/**
 * What a state says, apart from how it is written: two states of equal value are the same to a
 * destination that rewrites what it returns. Numbers count as doubles; the order of keys, keys
 * whose value is null, and keys that the protocol does not know are left out.
 *
 * @param digest SHA-256 of the canonical form: a state under way need not be kept for this
 */
record StateValue(ByteBuffer digest) {
  static StateValue of(String json) {
    try {
      JsonNode payload = Json.parse(json);
      var canonical = new Canonical();
      String type = payload.path("type").asText("LEGACY");
      canonical.text(type);
      switch (type) {
        case "STREAM" -> canonical.stream(payload.path("stream"));
        case "GLOBAL" -> {
          canonical.value(payload.path("global").path("shared_state"));
          payload.path("global").path("stream_states").forEach(canonical::stream);
        }
        default -> canonical.value(payload.path("data"));
      }
      return new StateValue(ByteBuffer.wrap(canonical.digest()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a state that was read before is no JSON", e);
    }
  }

  /** Feeds a digest with values, each led by a mark of its kind and, where needed, its size. */
  private static final class Canonical {
    private final MessageDigest sha256;

    Canonical() {
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    byte[] digest() {
      return sha256.digest();
    }

    void stream(JsonNode state) {
      text(state.path("stream_descriptor").path("name").asText());
      value(state.path("stream_descriptor").path("namespace"));
      value(state.path("stream_state"));
    }

    void text(String text) {
      byte[] bytes = text.getBytes(UTF_8);
      mark('"', bytes.length);
      sha256.update(bytes);
    }

    void value(JsonNode value) {
      switch (value.getNodeType()) {
        case OBJECT -> object(value);
        case ARRAY -> {
          mark('[', value.size());
          value.forEach(this::value);
        }
        case NUMBER -> mark('#', Double.doubleToLongBits(value.doubleValue()));
        case BOOLEAN -> mark('?', value.booleanValue() ? 1 : 0);
        case STRING -> text(value.textValue());
        case NULL, MISSING, BINARY, POJO -> mark('-', 0);
      }
    }

    private void object(JsonNode value) {
      var members = new TreeMap<String, JsonNode>();
      value
          .properties()
          .forEach(member -> {
            if (!member.getValue().isNull()) {
              members.put(member.getKey(), member.getValue());
            }
          });
      mark('{', members.size());
      members.forEach((name, member) -> {
        text(name);
        value(member);
      });
    }

    private void mark(char kind, long size) {
      sha256.update(ByteBuffer.allocate(10).putChar(kind).putLong(size).flip());
    }
  }
}
