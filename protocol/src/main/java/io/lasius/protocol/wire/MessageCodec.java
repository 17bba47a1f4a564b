package io.lasius.protocol.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.CatalogMessage;
import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.protocol.message.ControlMessage;
import io.lasius.protocol.message.CountMessage;
import io.lasius.protocol.message.DestinationCatalogMessage;
import io.lasius.protocol.message.LogMessage;
import io.lasius.protocol.message.MessageType;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.message.RecordMessage;
import io.lasius.protocol.message.SpecMessage;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.TraceMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds whole messages to types and back. For all but records on their way: those are never bound.
 * Thread-safe.
 */
public final class MessageCodec {
  /** Reads a value inside a line: something follows it. */
  private static final ObjectReader MEMBERS =
      Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private MessageCodec() {}

  /**
   * Reads one message.
   *
   * @throws ProtocolException where the line is no JSON object, its type is unknown, or its payload
   *     lacks what its type needs
   */
  public static ProtocolMessage read(byte[] line) throws ProtocolException {
    return readEnvelope(line, 0, line.length).message();
  }

  /** The same with what the envelope holds beside the message. */
  public static Envelope readEnvelope(byte[] line, int offset, int length)
      throws ProtocolException {
    try {
      return bind(line, offset, length);
    } catch (ProtocolException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new ProtocolException("the message cannot be read: " + reason(e), e);
    }
  }

  /** The message as one line of JSON, without the line's end. */
  public static byte[] write(ProtocolMessage message) {
    return write(new Envelope(message, Map.of()));
  }

  /** The same with what the envelope holds beside the message. */
  public static byte[] write(Envelope envelope) {
    var message = envelope.message();
    var bytes = new ByteArrayOutputStream();
    try (var out = Json.mapper().createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("type", message.type().name());
      out.writeFieldName(message.type().member());
      if (message instanceof StateMessage state) {
        out.writeRawValue(state.json());
      } else {
        Json.mapper().writeValue(out, message);
      }
      for (var property : envelope.additionalProperties().entrySet()) {
        out.writeFieldName(property.getKey());
        Json.mapper().writeTree(out, property.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a state's payload, without envelope, as it is stored.
   *
   * @throws ProtocolException where the text is no JSON object
   */
  public static StateMessage readState(String json) throws ProtocolException {
    try (JsonParser parser = Json.mapper().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ProtocolException("a state must be an object, but is none");
      }
      var head = StateHead.read(parser, MEMBERS);
      if (parser.nextToken() != null) {
        throw new ProtocolException("something follows the state");
      }
      return head.message(json);
    } catch (ProtocolException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new ProtocolException("the state cannot be read: " + reason(e), e);
    }
  }

  private static Envelope bind(byte[] line, int offset, int length) throws IOException {
    var members = new LinkedHashMap<String, JsonNode>();
    StateHead state = null;
    int stateStart = 0;
    int stateEnd = 0;
    try (JsonParser parser = Json.mapper().createParser(line, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ProtocolException("the line is no JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        int start = offset + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        boolean named = name.equals(MessageType.STATE.member());
        if (named) {
          // Of a key that comes twice the last value counts, whatever it is.
          state = null;
          members.remove(name);
        }
        if (named && parser.currentToken() == JsonToken.START_OBJECT) {
          state = StateHead.read(parser, MEMBERS);
          stateStart = start;
          stateEnd = offset + Math.toIntExact(parser.currentLocation().getByteOffset());
        } else {
          members.put(name, (JsonNode) MEMBERS.readTree(parser));
        }
      }
      if (parser.nextToken() != null) {
        throw new ProtocolException("something follows the JSON object");
      }
    }
    MessageType type = type(members.remove("type"));
    if (type == MessageType.STATE && state != null) {
      var text = new String(line, stateStart, stateEnd - stateStart, StandardCharsets.UTF_8);
      return new Envelope(state.message(text), members);
    }
    if (state != null) {
      // Not a state's own: what the protocol does not know is kept as it is.
      members.put(
          MessageType.STATE.member(), MEMBERS.readTree(line, stateStart, stateEnd - stateStart));
    }
    JsonNode payload = members.remove(type.member());
    if (payload == null || !payload.isObject()) {
      throw new ProtocolException(
          "a message of type %s has no object '%s'".formatted(type, type.member()));
    }
    return new Envelope(Json.mapper().treeToValue(payload, payloadClass(type)), members);
  }

  private static MessageType type(@Nullable JsonNode node) throws ProtocolException {
    if (node == null || !node.isTextual()) {
      throw new ProtocolException("the line has no type");
    }
    MessageType type = MessageType.find(node.textValue());
    if (type == null) {
      throw new ProtocolException("the line's type is not known to the protocol");
    }
    return type;
  }

  private static Class<? extends ProtocolMessage> payloadClass(MessageType type) {
    return switch (type) {
      case RECORD -> RecordMessage.class;
      case STATE -> StateMessage.class;
      case LOG -> LogMessage.class;
      case SPEC -> SpecMessage.class;
      case CONNECTION_STATUS -> ConnectionStatusMessage.class;
      case CATALOG -> CatalogMessage.class;
      case TRACE -> TraceMessage.class;
      case CONTROL -> ControlMessage.class;
      case DESTINATION_CATALOG -> DestinationCatalogMessage.class;
      case COUNT -> CountMessage.class;
    };
  }

  /** The innermost reason: Jackson wraps ours in its own. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
