package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * What a state says, apart from how it is written: two states of equal value are the same to a
 * destination that rewrites what it returns. Numbers count as doubles; the order of keys, keys
 * whose value is null, and keys that the protocol does not know are left out.
 *
 * @param digest SHA-256 of all that: a state under way need not be kept for this, and no tree is
 *     built of a state, which may be large
 */
record StateValue(ByteBuffer digest) {
  static StateValue of(String json) {
    try (JsonParser parser = Json.mapper().createParser(json)) {
      parser.nextToken();
      return new StateValue(ByteBuffer.wrap(new Reading(parser).state()));
    } catch (IOException e) {
      throw new IllegalArgumentException("a state that was read before is no JSON", e);
    }
  }

  /** Reads a value, from the parser's present token to its last, and gives its digest. */
  private interface Part {
    byte[] read() throws IOException;
  }

  private static final class Reading {
    /** Stands for null, and for what is not there. */
    private static final byte[] NOTHING = new byte[0];

    private static final int LANES = 4;

    private final JsonParser parser;
    private final MessageDigest sha256;

    Reading(JsonParser parser) {
      this.parser = parser;
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    byte[] state() throws IOException {
      String type = "LEGACY";
      byte[] stream = NOTHING;
      byte[] global = NOTHING;
      byte[] data = NOTHING;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "type" -> type = parser.getValueAsString("LEGACY");
          case "stream" -> stream = stream();
          case "global" -> global = global();
          case "data" -> data = value();
          default -> parser.skipChildren();
        }
      }
      byte[] said =
          switch (type) {
            case "STREAM" -> stream;
            case "GLOBAL" -> global;
            default -> data;
          };
      return digest('s', type.getBytes(UTF_8), said);
    }

    private byte[] stream() throws IOException {
      return known(Map.of("stream_descriptor", this::descriptor, "stream_state", this::value));
    }

    private byte[] descriptor() throws IOException {
      return known(Map.of("name", this::value, "namespace", this::value));
    }

    private byte[] global() throws IOException {
      return known(Map.of("shared_state", this::value, "stream_states", this::streams));
    }

    private byte[] streams() throws IOException {
      byte[] all = NOTHING;
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          all = digest(',', all, stream());
        }
      }
      return all;
    }

    /** The members that the protocol knows. */
    private byte[] known(Map<String, Part> members) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        return value();
      }
      var sum = new long[LANES];
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        Part member = members.get(name);
        parser.nextToken();
        if (member == null) {
          parser.skipChildren();
        } else {
          add(sum, name, member.read());
        }
      }
      return digest('{', bytes(sum));
    }

    private byte[] value() throws IOException {
      return switch (parser.currentToken()) {
        case START_OBJECT -> object();
        case START_ARRAY -> array();
        case VALUE_STRING -> digest('"', parser.getText().getBytes(UTF_8));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
        case VALUE_TRUE -> digest('t');
        case VALUE_FALSE -> digest('f');
        default -> NOTHING;
      };
    }

    private byte[] number() throws IOException {
      return digest('#', bytes(Double.doubleToLongBits(parser.getDoubleValue())));
    }

    private byte[] array() throws IOException {
      byte[] all = digest('[');
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        all = digest(',', all, value());
      }
      return all;
    }

    private byte[] object() throws IOException {
      var sum = new long[LANES];
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        add(sum, name, value());
      }
      return digest('{', bytes(sum));
    }

    /** In whatever order: the digests of members are added up. */
    private void add(long[] sum, String name, byte[] value) {
      if (value.length > 0) {
        var member = ByteBuffer.wrap(digest(':', name.getBytes(UTF_8), value)).asLongBuffer();
        for (int lane = 0; lane < LANES; lane++) {
          sum[lane] += member.get(lane);
        }
      }
    }

    private static byte[] bytes(long... numbers) {
      var bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
      bytes.asLongBuffer().put(numbers);
      return bytes.array();
    }

    private byte[] digest(char kind, byte[]... parts) {
      sha256.update((byte) kind);
      for (byte[] part : parts) {
        sha256.update(bytes(part.length));
        sha256.update(part);
      }
      return sha256.digest();
    }
  }
}
